# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'keys_done.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_KeysDoneForm(object):
    def setupUi(self, KeysDoneForm):
        if not KeysDoneForm.objectName():
            KeysDoneForm.setObjectName(u"KeysDoneForm")
        self.whole = QVBoxLayout(KeysDoneForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(KeysDoneForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.said_label = QLabel(KeysDoneForm)
        self.said_label.setObjectName(u"said_label")
        self.said_label.setWordWrap(True)

        self.whole.addWidget(self.said_label)

        self.actions = QHBoxLayout()
        self.actions.setObjectName(u"actions")
        self.back_button = QPushButton(KeysDoneForm)
        self.back_button.setObjectName(u"back_button")

        self.actions.addWidget(self.back_button)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)


        self.whole.addLayout(self.actions)


        self.retranslateUi(KeysDoneForm)
    # setupUi

    def retranslateUi(self, KeysDoneForm):
        self.title_label.setText("")
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("KeysDoneForm", u"title", None))
        self.said_label.setText("")
        self.back_button.setText(QCoreApplication.translate("KeysDoneForm", u"Back to the settings", None))
        self.back_button.setProperty(u"kind", QCoreApplication.translate("KeysDoneForm", u"primary", None))
        pass
    # retranslateUi

