# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'choose_passphrase.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_ChoosePassphraseForm(object):
    def setupUi(self, ChoosePassphraseForm):
        if not ChoosePassphraseForm.objectName():
            ChoosePassphraseForm.setObjectName(u"ChoosePassphraseForm")
        self.whole = QVBoxLayout(ChoosePassphraseForm)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(ChoosePassphraseForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.why_label = QLabel(ChoosePassphraseForm)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.whole.addWidget(self.why_label)

        self.notice_label = QLabel(ChoosePassphraseForm)
        self.notice_label.setObjectName(u"notice_label")
        self.notice_label.setMargin(8)
        self.notice_label.setWordWrap(True)

        self.whole.addWidget(self.notice_label)

        self.suggestion_card = QFrame(ChoosePassphraseForm)
        self.suggestion_card.setObjectName(u"suggestion_card")
        self.suggestion_box = QVBoxLayout(self.suggestion_card)
        self.suggestion_box.setSpacing(8)
        self.suggestion_box.setObjectName(u"suggestion_box")
        self.suggestion_box.setContentsMargins(12, 12, 12, 12)
        self.suggestion_title = QLabel(self.suggestion_card)
        self.suggestion_title.setObjectName(u"suggestion_title")
        self.suggestion_title.setWordWrap(True)

        self.suggestion_box.addWidget(self.suggestion_title)

        self.suggestion_label = QLabel(self.suggestion_card)
        self.suggestion_label.setObjectName(u"suggestion_label")
        self.suggestion_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse|Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.suggestion_label.setWordWrap(True)

        self.suggestion_box.addWidget(self.suggestion_label)

        self.suggestion_row = QHBoxLayout()
        self.suggestion_row.setSpacing(8)
        self.suggestion_row.setObjectName(u"suggestion_row")
        self.use_button = QPushButton(self.suggestion_card)
        self.use_button.setObjectName(u"use_button")

        self.suggestion_row.addWidget(self.use_button)

        self.other_button = QPushButton(self.suggestion_card)
        self.other_button.setObjectName(u"other_button")

        self.suggestion_row.addWidget(self.other_button)

        self.suggestion_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.suggestion_row.addItem(self.suggestion_gap)


        self.suggestion_box.addLayout(self.suggestion_row)


        self.whole.addWidget(self.suggestion_card)

        self.first_label = QLabel(ChoosePassphraseForm)
        self.first_label.setObjectName(u"first_label")
        self.first_label.setWordWrap(True)

        self.whole.addWidget(self.first_label)

        self.first_edit = QLineEdit(ChoosePassphraseForm)
        self.first_edit.setObjectName(u"first_edit")
        self.first_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.first_edit.setMaxLength(256)

        self.whole.addWidget(self.first_edit)

        self.second_label = QLabel(ChoosePassphraseForm)
        self.second_label.setObjectName(u"second_label")
        self.second_label.setWordWrap(True)

        self.whole.addWidget(self.second_label)

        self.second_edit = QLineEdit(ChoosePassphraseForm)
        self.second_edit.setObjectName(u"second_edit")
        self.second_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.second_edit.setMaxLength(256)

        self.whole.addWidget(self.second_edit)

        self.show_check = QCheckBox(ChoosePassphraseForm)
        self.show_check.setObjectName(u"show_check")

        self.whole.addWidget(self.show_check)

        self.problem_label = QLabel(ChoosePassphraseForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.busy_bar = QProgressBar(ChoosePassphraseForm)
        self.busy_bar.setObjectName(u"busy_bar")
        self.busy_bar.setMaximum(0)
        self.busy_bar.setMinimum(0)
        self.busy_bar.setTextVisible(False)

        self.whole.addWidget(self.busy_bar)

        self.busy_label = QLabel(ChoosePassphraseForm)
        self.busy_label.setObjectName(u"busy_label")
        self.busy_label.setWordWrap(True)

        self.whole.addWidget(self.busy_label)

        self.actions = QHBoxLayout()
        self.actions.setObjectName(u"actions")
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.go_button = QPushButton(ChoosePassphraseForm)
        self.go_button.setObjectName(u"go_button")

        self.actions.addWidget(self.go_button)


        self.whole.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.first_label.setBuddy(self.first_edit)
        self.second_label.setBuddy(self.second_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ChoosePassphraseForm)

        self.go_button.setDefault(True)

    # setupUi

    def retranslateUi(self, ChoosePassphraseForm):
        self.title_label.setText(QCoreApplication.translate("ChoosePassphraseForm", u"Choose a passphrase", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"title", None))
        self.why_label.setText(QCoreApplication.translate("ChoosePassphraseForm", u"It opens your caseload on this computer, and nothing else does. Nobody can look it up for you. At least 12 characters; five unrelated words are easy to keep.", None))
        self.notice_label.setText("")
        self.notice_label.setProperty(u"tone", QCoreApplication.translate("ChoosePassphraseForm", u"soon", None))
        self.suggestion_card.setProperty(u"kind", QCoreApplication.translate("ChoosePassphraseForm", u"card", None))
        self.suggestion_title.setText(QCoreApplication.translate("ChoosePassphraseForm", u"A suggestion", None))
        self.suggestion_title.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"label", None))
        self.suggestion_label.setText("")
        self.suggestion_label.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"large", None))
        self.use_button.setText(QCoreApplication.translate("ChoosePassphraseForm", u"Use these words", None))
        self.other_button.setText(QCoreApplication.translate("ChoosePassphraseForm", u"Other words", None))
        self.first_label.setText(QCoreApplication.translate("ChoosePassphraseForm", u"&Passphrase", None))
        self.first_label.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"label", None))
        self.second_label.setText(QCoreApplication.translate("ChoosePassphraseForm", u"The same &again", None))
        self.second_label.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"label", None))
        self.show_check.setText(QCoreApplication.translate("ChoosePassphraseForm", u"&Show what I type", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("ChoosePassphraseForm", u"late", None))
        self.busy_label.setText(QCoreApplication.translate("ChoosePassphraseForm", u"Making the keys\u2026", None))
        self.busy_label.setProperty(u"text_role", QCoreApplication.translate("ChoosePassphraseForm", u"muted", None))
        self.go_button.setText(QCoreApplication.translate("ChoosePassphraseForm", u"Go on", None))
        self.go_button.setProperty(u"kind", QCoreApplication.translate("ChoosePassphraseForm", u"primary", None))
        pass
    # retranslateUi

