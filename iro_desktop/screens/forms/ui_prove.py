# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'prove.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_ProveForm(object):
    def setupUi(self, ProveForm):
        if not ProveForm.objectName():
            ProveForm.setObjectName(u"ProveForm")
        self.whole = QVBoxLayout(ProveForm)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(ProveForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.why_label = QLabel(ProveForm)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.whole.addWidget(self.why_label)

        self.passphrase_label = QLabel(ProveForm)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setWordWrap(True)

        self.whole.addWidget(self.passphrase_label)

        self.passphrase_edit = QLineEdit(ProveForm)
        self.passphrase_edit.setObjectName(u"passphrase_edit")
        self.passphrase_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_edit.setMaxLength(256)

        self.whole.addWidget(self.passphrase_edit)

        self.show_check = QCheckBox(ProveForm)
        self.show_check.setObjectName(u"show_check")

        self.whole.addWidget(self.show_check)

        self.problem_label = QLabel(ProveForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.busy_bar = QProgressBar(ProveForm)
        self.busy_bar.setObjectName(u"busy_bar")
        self.busy_bar.setMaximum(0)
        self.busy_bar.setMinimum(0)
        self.busy_bar.setTextVisible(False)

        self.whole.addWidget(self.busy_bar)

        self.busy_label = QLabel(ProveForm)
        self.busy_label.setObjectName(u"busy_label")
        self.busy_label.setWordWrap(True)

        self.whole.addWidget(self.busy_label)

        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        self.actions.setObjectName(u"actions")
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.cancel_button = QPushButton(ProveForm)
        self.cancel_button.setObjectName(u"cancel_button")

        self.actions.addWidget(self.cancel_button)

        self.go_button = QPushButton(ProveForm)
        self.go_button.setObjectName(u"go_button")

        self.actions.addWidget(self.go_button)


        self.whole.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.passphrase_label.setBuddy(self.passphrase_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ProveForm)
    # setupUi

    def retranslateUi(self, ProveForm):
        self.title_label.setText("")
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("ProveForm", u"title", None))
        self.why_label.setText("")
        self.passphrase_label.setText(QCoreApplication.translate("ProveForm", u"Your &passphrase now, to show that it is you", None))
        self.passphrase_label.setProperty(u"text_role", QCoreApplication.translate("ProveForm", u"label", None))
        self.show_check.setText(QCoreApplication.translate("ProveForm", u"&Show what I type", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("ProveForm", u"late", None))
        self.busy_label.setText(QCoreApplication.translate("ProveForm", u"Checking the passphrase\u2026", None))
        self.busy_label.setProperty(u"text_role", QCoreApplication.translate("ProveForm", u"muted", None))
        self.cancel_button.setText(QCoreApplication.translate("ProveForm", u"Cancel", None))
        self.go_button.setText(QCoreApplication.translate("ProveForm", u"Go on", None))
        self.go_button.setProperty(u"kind", QCoreApplication.translate("ProveForm", u"primary", None))
        pass
    # retranslateUi

