# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'mend.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_MendForm(object):
    def setupUi(self, MendForm):
        if not MendForm.objectName():
            MendForm.setObjectName(u"MendForm")
        self.whole = QVBoxLayout(MendForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 28, 32, 28)
        self.title_label = QLabel(MendForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.words_label = QLabel(MendForm)
        self.words_label.setObjectName(u"words_label")
        self.words_label.setWordWrap(True)

        self.whole.addWidget(self.words_label)

        self.problem_label = QLabel(MendForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.busy_bar = QProgressBar(MendForm)
        self.busy_bar.setObjectName(u"busy_bar")
        self.busy_bar.setMaximum(0)
        self.busy_bar.setMinimum(0)
        self.busy_bar.setTextVisible(False)

        self.whole.addWidget(self.busy_bar)

        self.busy_label = QLabel(MendForm)
        self.busy_label.setObjectName(u"busy_label")
        self.busy_label.setWordWrap(True)

        self.whole.addWidget(self.busy_label)

        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        self.actions.setObjectName(u"actions")
        self.back_button = QPushButton(MendForm)
        self.back_button.setObjectName(u"back_button")

        self.actions.addWidget(self.back_button)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.stop_button = QPushButton(MendForm)
        self.stop_button.setObjectName(u"stop_button")

        self.actions.addWidget(self.stop_button)

        self.older_button = QPushButton(MendForm)
        self.older_button.setObjectName(u"older_button")

        self.actions.addWidget(self.older_button)

        self.mend_button = QPushButton(MendForm)
        self.mend_button.setObjectName(u"mend_button")

        self.actions.addWidget(self.mend_button)


        self.whole.addLayout(self.actions)


        self.retranslateUi(MendForm)

        self.mend_button.setDefault(True)

    # setupUi

    def retranslateUi(self, MendForm):
        self.title_label.setText("")
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("MendForm", u"title", None))
        self.words_label.setText("")
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("MendForm", u"late", None))
        self.busy_label.setText(QCoreApplication.translate("MendForm", u"Reading the copies\u2026", None))
        self.busy_label.setProperty(u"text_role", QCoreApplication.translate("MendForm", u"muted", None))
        self.back_button.setText(QCoreApplication.translate("MendForm", u"&Back", None))
        self.back_button.setProperty(u"kind", QCoreApplication.translate("MendForm", u"link", None))
        self.stop_button.setText(QCoreApplication.translate("MendForm", u"&Stop", None))
        self.older_button.setText(QCoreApplication.translate("MendForm", u"&Open it as it is", None))
        self.mend_button.setText(QCoreApplication.translate("MendForm", u"&Put it together again", None))
        self.mend_button.setProperty(u"kind", QCoreApplication.translate("MendForm", u"primary", None))
        pass
    # retranslateUi

