# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'unlock.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_UnlockForm(object):
    def setupUi(self, UnlockForm):
        if not UnlockForm.objectName():
            UnlockForm.setObjectName(u"UnlockForm")
        self.whole = QVBoxLayout(UnlockForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 28, 32, 28)
        self.title_label = QLabel(UnlockForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.notice_label = QLabel(UnlockForm)
        self.notice_label.setObjectName(u"notice_label")
        self.notice_label.setMargin(8)
        self.notice_label.setWordWrap(True)

        self.whole.addWidget(self.notice_label)

        self.secret_label = QLabel(UnlockForm)
        self.secret_label.setObjectName(u"secret_label")
        self.secret_label.setWordWrap(True)

        self.whole.addWidget(self.secret_label)

        self.hint_label = QLabel(UnlockForm)
        self.hint_label.setObjectName(u"hint_label")
        self.hint_label.setWordWrap(True)

        self.whole.addWidget(self.hint_label)

        self.secret_row = QHBoxLayout()
        self.secret_row.setSpacing(8)
        self.secret_row.setObjectName(u"secret_row")
        self.secret_edit = QLineEdit(UnlockForm)
        self.secret_edit.setObjectName(u"secret_edit")
        self.secret_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret_edit.setMaxLength(256)

        self.secret_row.addWidget(self.secret_edit)

        self.show_button = QPushButton(UnlockForm)
        self.show_button.setObjectName(u"show_button")
        self.show_button.setCheckable(True)

        self.secret_row.addWidget(self.show_button)


        self.whole.addLayout(self.secret_row)

        self.caps_label = QLabel(UnlockForm)
        self.caps_label.setObjectName(u"caps_label")
        self.caps_label.setMargin(6)
        self.caps_label.setWordWrap(True)

        self.whole.addWidget(self.caps_label)

        self.problem_label = QLabel(UnlockForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.busy_bar = QProgressBar(UnlockForm)
        self.busy_bar.setObjectName(u"busy_bar")
        self.busy_bar.setMaximum(0)
        self.busy_bar.setMinimum(0)
        self.busy_bar.setTextVisible(False)

        self.whole.addWidget(self.busy_bar)

        self.busy_label = QLabel(UnlockForm)
        self.busy_label.setObjectName(u"busy_label")
        self.busy_label.setWordWrap(True)

        self.whole.addWidget(self.busy_label)

        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        self.actions.setObjectName(u"actions")
        self.other_way_button = QPushButton(UnlockForm)
        self.other_way_button.setObjectName(u"other_way_button")

        self.actions.addWidget(self.other_way_button)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.unlock_button = QPushButton(UnlockForm)
        self.unlock_button.setObjectName(u"unlock_button")

        self.actions.addWidget(self.unlock_button)


        self.whole.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.secret_label.setBuddy(self.secret_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UnlockForm)

        self.unlock_button.setDefault(True)

    # setupUi

    def retranslateUi(self, UnlockForm):
        self.title_label.setText(QCoreApplication.translate("UnlockForm", u"Hello", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("UnlockForm", u"title", None))
        self.notice_label.setText("")
        self.notice_label.setProperty(u"tone", QCoreApplication.translate("UnlockForm", u"none", None))
        self.secret_label.setText(QCoreApplication.translate("UnlockForm", u"&Passphrase", None))
        self.secret_label.setProperty(u"text_role", QCoreApplication.translate("UnlockForm", u"label", None))
        self.hint_label.setText("")
        self.hint_label.setProperty(u"text_role", QCoreApplication.translate("UnlockForm", u"muted", None))
        self.show_button.setText(QCoreApplication.translate("UnlockForm", u"Show", None))
#if QT_CONFIG(tooltip)
        self.show_button.setToolTip(QCoreApplication.translate("UnlockForm", u"Show what is typed", None))
#endif // QT_CONFIG(tooltip)
        self.caps_label.setText(QCoreApplication.translate("UnlockForm", u"\u25b2 Caps Lock is on", None))
        self.caps_label.setProperty(u"tone", QCoreApplication.translate("UnlockForm", u"soon", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("UnlockForm", u"late", None))
        self.busy_label.setText(QCoreApplication.translate("UnlockForm", u"Opening\u2026", None))
        self.busy_label.setProperty(u"text_role", QCoreApplication.translate("UnlockForm", u"muted", None))
        self.other_way_button.setText(QCoreApplication.translate("UnlockForm", u"Use the recovery code", None))
        self.other_way_button.setProperty(u"kind", QCoreApplication.translate("UnlockForm", u"link", None))
        self.unlock_button.setText(QCoreApplication.translate("UnlockForm", u"Unlock", None))
        self.unlock_button.setProperty(u"kind", QCoreApplication.translate("UnlockForm", u"primary", None))
        pass
    # retranslateUi

