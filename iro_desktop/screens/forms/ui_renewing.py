# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'renewing.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_RenewingForm(object):
    def setupUi(self, RenewingForm):
        if not RenewingForm.objectName():
            RenewingForm.setObjectName(u"RenewingForm")
        self.whole = QVBoxLayout(RenewingForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(RenewingForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.said_label = QLabel(RenewingForm)
        self.said_label.setObjectName(u"said_label")
        self.said_label.setWordWrap(True)

        self.whole.addWidget(self.said_label)

        self.progress_bar = QProgressBar(RenewingForm)
        self.progress_bar.setObjectName(u"progress_bar")
        self.progress_bar.setMaximum(100)
        self.progress_bar.setValue(0)
        self.progress_bar.setTextVisible(False)

        self.whole.addWidget(self.progress_bar)

        self.actions = QHBoxLayout()
        self.actions.setObjectName(u"actions")
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.stop_button = QPushButton(RenewingForm)
        self.stop_button.setObjectName(u"stop_button")

        self.actions.addWidget(self.stop_button)


        self.whole.addLayout(self.actions)


        self.retranslateUi(RenewingForm)
    # setupUi

    def retranslateUi(self, RenewingForm):
        self.title_label.setText(QCoreApplication.translate("RenewingForm", u"Renewing the keys\u2026", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RenewingForm", u"heading", None))
        self.said_label.setText(QCoreApplication.translate("RenewingForm", u"Your words are saved. When this is done you are asked for your passphrase; it is the same as before.", None))
        self.stop_button.setText(QCoreApplication.translate("RenewingForm", u"Stop, and keep the old keys", None))
        pass
    # retranslateUi

