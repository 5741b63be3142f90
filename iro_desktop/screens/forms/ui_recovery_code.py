# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'recovery_code.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_RecoveryCodeForm(object):
    def setupUi(self, RecoveryCodeForm):
        if not RecoveryCodeForm.objectName():
            RecoveryCodeForm.setObjectName(u"RecoveryCodeForm")
        self.whole = QVBoxLayout(RecoveryCodeForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(RecoveryCodeForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.why_label = QLabel(RecoveryCodeForm)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.whole.addWidget(self.why_label)

        self.notice_label = QLabel(RecoveryCodeForm)
        self.notice_label.setObjectName(u"notice_label")
        self.notice_label.setMargin(8)
        self.notice_label.setWordWrap(True)

        self.whole.addWidget(self.notice_label)

        self.code_label = QLabel(RecoveryCodeForm)
        self.code_label.setObjectName(u"code_label")
        self.code_label.setMargin(16)
        self.code_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse|Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code_label.setWordWrap(True)

        self.whole.addWidget(self.code_label)

        self.print_row = QHBoxLayout()
        self.print_row.setObjectName(u"print_row")
        self.print_button = QPushButton(RecoveryCodeForm)
        self.print_button.setObjectName(u"print_button")

        self.print_row.addWidget(self.print_button)

        self.print_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.print_row.addItem(self.print_gap)


        self.whole.addLayout(self.print_row)

        self.proof_label = QLabel(RecoveryCodeForm)
        self.proof_label.setObjectName(u"proof_label")
        self.proof_label.setWordWrap(True)

        self.whole.addWidget(self.proof_label)

        self.proof_edit = QLineEdit(RecoveryCodeForm)
        self.proof_edit.setObjectName(u"proof_edit")
        self.proof_edit.setMaxLength(12)

        self.whole.addWidget(self.proof_edit)

        self.problem_label = QLabel(RecoveryCodeForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.actions = QHBoxLayout()
        self.actions.setObjectName(u"actions")
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.go_button = QPushButton(RecoveryCodeForm)
        self.go_button.setObjectName(u"go_button")

        self.actions.addWidget(self.go_button)


        self.whole.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.proof_label.setBuddy(self.proof_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecoveryCodeForm)

        self.go_button.setDefault(True)

    # setupUi

    def retranslateUi(self, RecoveryCodeForm):
        self.title_label.setText(QCoreApplication.translate("RecoveryCodeForm", u"Write down your recovery code", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecoveryCodeForm", u"title", None))
        self.why_label.setText(QCoreApplication.translate("RecoveryCodeForm", u"If you forget the passphrase, or this computer breaks, this code is your way in. It is shown once. Print it or write it down, and keep it away from the computer: your team manager's safe is a good place.", None))
        self.notice_label.setText("")
        self.notice_label.setProperty(u"tone", QCoreApplication.translate("RecoveryCodeForm", u"soon", None))
        self.code_label.setText("")
        self.code_label.setProperty(u"tone", QCoreApplication.translate("RecoveryCodeForm", u"none", None))
        self.code_label.setProperty(u"text_role", QCoreApplication.translate("RecoveryCodeForm", u"heading", None))
        self.print_button.setText(QCoreApplication.translate("RecoveryCodeForm", u"Print\u2026", None))
        self.proof_label.setText(QCoreApplication.translate("RecoveryCodeForm", u"Type the &last four characters, to show that you have it", None))
        self.proof_label.setProperty(u"text_role", QCoreApplication.translate("RecoveryCodeForm", u"label", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("RecoveryCodeForm", u"late", None))
        self.go_button.setText(QCoreApplication.translate("RecoveryCodeForm", u"Go on", None))
        self.go_button.setProperty(u"kind", QCoreApplication.translate("RecoveryCodeForm", u"primary", None))
        pass
    # retranslateUi

