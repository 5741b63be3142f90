# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

from iro_desktop.screens.widgets.choice_box import ChoiceBox

class Ui_SettingsForm(object):
    def setupUi(self, SettingsForm):
        if not SettingsForm.objectName():
            SettingsForm.setObjectName(u"SettingsForm")
        self.whole = QVBoxLayout(SettingsForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 16)
        self.title_label = QLabel(SettingsForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.look_card = QFrame(SettingsForm)
        self.look_card.setObjectName(u"look_card")
        self.look_box = QVBoxLayout(self.look_card)
        self.look_box.setSpacing(8)
        self.look_box.setObjectName(u"look_box")
        self.look_box.setContentsMargins(16, 12, 16, 14)
        self.size_label = QLabel(self.look_card)
        self.size_label.setObjectName(u"size_label")
        self.size_label.setWordWrap(True)

        self.look_box.addWidget(self.size_label)

        self.size_row = QHBoxLayout()
        self.size_row.setObjectName(u"size_row")
        self.size_choice = ChoiceBox(self.look_card)
        self.size_choice.setObjectName(u"size_choice")

        self.size_row.addWidget(self.size_choice)

        self.size_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.size_row.addItem(self.size_gap)


        self.look_box.addLayout(self.size_row)

        self.scheme_label = QLabel(self.look_card)
        self.scheme_label.setObjectName(u"scheme_label")
        self.scheme_label.setWordWrap(True)

        self.look_box.addWidget(self.scheme_label)

        self.scheme_row = QHBoxLayout()
        self.scheme_row.setObjectName(u"scheme_row")
        self.scheme_choice = ChoiceBox(self.look_card)
        self.scheme_choice.setObjectName(u"scheme_choice")

        self.scheme_row.addWidget(self.scheme_choice)

        self.scheme_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.scheme_row.addItem(self.scheme_gap)


        self.look_box.addLayout(self.scheme_row)

        self.contrast_label = QLabel(self.look_card)
        self.contrast_label.setObjectName(u"contrast_label")
        self.contrast_label.setWordWrap(True)

        self.look_box.addWidget(self.contrast_label)


        self.whole.addWidget(self.look_card)

        self.away_card = QFrame(SettingsForm)
        self.away_card.setObjectName(u"away_card")
        self.away_box = QVBoxLayout(self.away_card)
        self.away_box.setSpacing(8)
        self.away_box.setObjectName(u"away_box")
        self.away_box.setContentsMargins(16, 12, 16, 14)
        self.away_title = QLabel(self.away_card)
        self.away_title.setObjectName(u"away_title")
        self.away_title.setWordWrap(True)

        self.away_box.addWidget(self.away_title)

        self.away_words = QLabel(self.away_card)
        self.away_words.setObjectName(u"away_words")
        self.away_words.setWordWrap(True)

        self.away_box.addWidget(self.away_words)

        self.cover_label = QLabel(self.away_card)
        self.cover_label.setObjectName(u"cover_label")
        self.cover_label.setWordWrap(True)

        self.away_box.addWidget(self.cover_label)

        self.cover_row = QHBoxLayout()
        self.cover_row.setObjectName(u"cover_row")
        self.cover_choice = ChoiceBox(self.away_card)
        self.cover_choice.setObjectName(u"cover_choice")

        self.cover_row.addWidget(self.cover_choice)

        self.cover_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.cover_row.addItem(self.cover_gap)


        self.away_box.addLayout(self.cover_row)

        self.lock_label = QLabel(self.away_card)
        self.lock_label.setObjectName(u"lock_label")
        self.lock_label.setWordWrap(True)

        self.away_box.addWidget(self.lock_label)

        self.lock_row = QHBoxLayout()
        self.lock_row.setObjectName(u"lock_row")
        self.lock_choice = ChoiceBox(self.away_card)
        self.lock_choice.setObjectName(u"lock_choice")

        self.lock_row.addWidget(self.lock_choice)

        self.lock_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.lock_row.addItem(self.lock_gap)


        self.away_box.addLayout(self.lock_row)


        self.whole.addWidget(self.away_card)

        self.about_card = QFrame(SettingsForm)
        self.about_card.setObjectName(u"about_card")
        self.about_box = QVBoxLayout(self.about_card)
        self.about_box.setSpacing(6)
        self.about_box.setObjectName(u"about_box")
        self.about_box.setContentsMargins(16, 12, 16, 14)
        self.about_title = QLabel(self.about_card)
        self.about_title.setObjectName(u"about_title")
        self.about_title.setWordWrap(True)

        self.about_box.addWidget(self.about_title)

        self.about_label = QLabel(self.about_card)
        self.about_label.setObjectName(u"about_label")
        self.about_label.setWordWrap(True)

        self.about_box.addWidget(self.about_label)

        self.name_label = QLabel(self.about_card)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setWordWrap(True)

        self.about_box.addWidget(self.name_label)

        self.name_edit = QLineEdit(self.about_card)
        self.name_edit.setObjectName(u"name_edit")

        self.about_box.addWidget(self.name_edit)

        self.name_said_label = QLabel(self.about_card)
        self.name_said_label.setObjectName(u"name_said_label")
        self.name_said_label.setWordWrap(True)
        self.name_said_label.setMargin(4)

        self.about_box.addWidget(self.name_said_label)

        self.phone_label = QLabel(self.about_card)
        self.phone_label.setObjectName(u"phone_label")
        self.phone_label.setWordWrap(True)

        self.about_box.addWidget(self.phone_label)

        self.phone_edit = QLineEdit(self.about_card)
        self.phone_edit.setObjectName(u"phone_edit")

        self.about_box.addWidget(self.phone_edit)

        self.email_label = QLabel(self.about_card)
        self.email_label.setObjectName(u"email_label")
        self.email_label.setWordWrap(True)

        self.about_box.addWidget(self.email_label)

        self.email_edit = QLineEdit(self.about_card)
        self.email_edit.setObjectName(u"email_edit")

        self.about_box.addWidget(self.email_edit)

        self.local_helpline_label = QLabel(self.about_card)
        self.local_helpline_label.setObjectName(u"local_helpline_label")
        self.local_helpline_label.setWordWrap(True)

        self.about_box.addWidget(self.local_helpline_label)

        self.local_helpline_edit = QLineEdit(self.about_card)
        self.local_helpline_edit.setObjectName(u"local_helpline_edit")

        self.about_box.addWidget(self.local_helpline_edit)

        self.council_label = QLabel(self.about_card)
        self.council_label.setObjectName(u"council_label")
        self.council_label.setWordWrap(True)

        self.about_box.addWidget(self.council_label)


        self.whole.addWidget(self.about_card)

        self.keys_card = QFrame(SettingsForm)
        self.keys_card.setObjectName(u"keys_card")
        self.keys_box = QVBoxLayout(self.keys_card)
        self.keys_box.setSpacing(8)
        self.keys_box.setObjectName(u"keys_box")
        self.keys_box.setContentsMargins(16, 12, 16, 14)
        self.keys_title = QLabel(self.keys_card)
        self.keys_title.setObjectName(u"keys_title")
        self.keys_title.setWordWrap(True)

        self.keys_box.addWidget(self.keys_title)

        self.keys_label = QLabel(self.keys_card)
        self.keys_label.setObjectName(u"keys_label")
        self.keys_label.setWordWrap(True)

        self.keys_box.addWidget(self.keys_label)

        self.change_passphrase_row = QHBoxLayout()
        self.change_passphrase_row.setObjectName(u"change_passphrase_row")
        self.change_passphrase_button = QPushButton(self.keys_card)
        self.change_passphrase_button.setObjectName(u"change_passphrase_button")

        self.change_passphrase_row.addWidget(self.change_passphrase_button)

        self.change_passphrase_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.change_passphrase_row.addItem(self.change_passphrase_gap)


        self.keys_box.addLayout(self.change_passphrase_row)

        self.new_code_row = QHBoxLayout()
        self.new_code_row.setObjectName(u"new_code_row")
        self.new_code_button = QPushButton(self.keys_card)
        self.new_code_button.setObjectName(u"new_code_button")

        self.new_code_row.addWidget(self.new_code_button)

        self.new_code_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.new_code_row.addItem(self.new_code_gap)


        self.keys_box.addLayout(self.new_code_row)

        self.renew_keys_row = QHBoxLayout()
        self.renew_keys_row.setObjectName(u"renew_keys_row")
        self.renew_keys_button = QPushButton(self.keys_card)
        self.renew_keys_button.setObjectName(u"renew_keys_button")

        self.renew_keys_row.addWidget(self.renew_keys_button)

        self.renew_keys_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.renew_keys_row.addItem(self.renew_keys_gap)


        self.keys_box.addLayout(self.renew_keys_row)

        self.escrow_label = QLabel(self.keys_card)
        self.escrow_label.setObjectName(u"escrow_label")
        self.escrow_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse|Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.escrow_label.setWordWrap(True)

        self.keys_box.addWidget(self.escrow_label)

        self.council_key_row = QHBoxLayout()
        self.council_key_row.setObjectName(u"council_key_row")
        self.council_key_button = QPushButton(self.keys_card)
        self.council_key_button.setObjectName(u"council_key_button")

        self.council_key_row.addWidget(self.council_key_button)

        self.council_key_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.council_key_row.addItem(self.council_key_gap)


        self.keys_box.addLayout(self.council_key_row)


        self.whole.addWidget(self.keys_card)

        self.copies_card = QFrame(SettingsForm)
        self.copies_card.setObjectName(u"copies_card")
        self.copies_box = QVBoxLayout(self.copies_card)
        self.copies_box.setSpacing(8)
        self.copies_box.setObjectName(u"copies_box")
        self.copies_box.setContentsMargins(16, 12, 16, 14)
        self.copies_title = QLabel(self.copies_card)
        self.copies_title.setObjectName(u"copies_title")
        self.copies_title.setWordWrap(True)

        self.copies_box.addWidget(self.copies_title)

        self.copies_words = QLabel(self.copies_card)
        self.copies_words.setObjectName(u"copies_words")
        self.copies_words.setWordWrap(True)

        self.copies_box.addWidget(self.copies_words)

        self.copy_row = QHBoxLayout()
        self.copy_row.setObjectName(u"copy_row")
        self.copy_button = QPushButton(self.copies_card)
        self.copy_button.setObjectName(u"copy_button")

        self.copy_row.addWidget(self.copy_button)

        self.copy_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.copy_row.addItem(self.copy_gap)


        self.copies_box.addLayout(self.copy_row)


        self.whole.addWidget(self.copies_card)

        self.support_card = QFrame(SettingsForm)
        self.support_card.setObjectName(u"support_card")
        self.support_box = QVBoxLayout(self.support_card)
        self.support_box.setSpacing(8)
        self.support_box.setObjectName(u"support_box")
        self.support_box.setContentsMargins(16, 12, 16, 14)
        self.support_title = QLabel(self.support_card)
        self.support_title.setObjectName(u"support_title")
        self.support_title.setWordWrap(True)

        self.support_box.addWidget(self.support_title)

        self.support_words = QLabel(self.support_card)
        self.support_words.setObjectName(u"support_words")
        self.support_words.setWordWrap(True)

        self.support_box.addWidget(self.support_words)

        self.support_row = QHBoxLayout()
        self.support_row.setObjectName(u"support_row")
        self.support_button = QPushButton(self.support_card)
        self.support_button.setObjectName(u"support_button")

        self.support_row.addWidget(self.support_button)

        self.support_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.support_row.addItem(self.support_gap)


        self.support_box.addLayout(self.support_row)


        self.whole.addWidget(self.support_card)

        self.end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.size_label.setBuddy(self.size_choice)
        self.scheme_label.setBuddy(self.scheme_choice)
        self.cover_label.setBuddy(self.cover_choice)
        self.lock_label.setBuddy(self.lock_choice)
        self.name_label.setBuddy(self.name_edit)
        self.phone_label.setBuddy(self.phone_edit)
        self.email_label.setBuddy(self.email_edit)
        self.local_helpline_label.setBuddy(self.local_helpline_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SettingsForm)
    # setupUi

    def retranslateUi(self, SettingsForm):
        self.title_label.setText(QCoreApplication.translate("SettingsForm", u"Settings", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"heading", None))
        self.look_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.size_label.setText(QCoreApplication.translate("SettingsForm", u"&Text size", None))
        self.size_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.scheme_label.setText(QCoreApplication.translate("SettingsForm", u"&Colours", None))
        self.scheme_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.contrast_label.setText(QCoreApplication.translate("SettingsForm", u"Where Windows asks for high contrast, its own colours are used.", None))
        self.contrast_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.away_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.away_title.setText(QCoreApplication.translate("SettingsForm", u"When nobody touches the app", None))
        self.away_title.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.away_words.setText(QCoreApplication.translate("SettingsForm", u"A cover only hides the page, and Esc Esc lifts it. A lock asks for the passphrase, and brings you back to the same word. In room mode the lock waits twice as long. Shutting the lid locks at once.", None))
        self.away_words.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.cover_label.setText(QCoreApplication.translate("SettingsForm", u"C&over the page after", None))
        self.cover_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.lock_label.setText(QCoreApplication.translate("SettingsForm", u"&Lock after", None))
        self.lock_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.about_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.about_title.setText(QCoreApplication.translate("SettingsForm", u"About you", None))
        self.about_title.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.about_label.setText(QCoreApplication.translate("SettingsForm", u"This stands in your letters and records. It is saved as you type.", None))
        self.about_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.name_label.setText(QCoreApplication.translate("SettingsForm", u"Your &name", None))
        self.name_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.name_said_label.setText("")
        self.name_said_label.setProperty(u"tone", QCoreApplication.translate("SettingsForm", u"soon", None))
        self.phone_label.setText(QCoreApplication.translate("SettingsForm", u"Your &phone, for letters", None))
        self.phone_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.email_label.setText(QCoreApplication.translate("SettingsForm", u"Your &email, for letters", None))
        self.email_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.local_helpline_label.setText(QCoreApplication.translate("SettingsForm", u"How a child here gets an &advocate or complains, in one sentence", None))
        self.local_helpline_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.council_label.setText("")
        self.council_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.keys_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.keys_title.setText(QCoreApplication.translate("SettingsForm", u"What opens your caseload", None))
        self.keys_title.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.keys_label.setText(QCoreApplication.translate("SettingsForm", u"Each of these asks for your passphrase first.", None))
        self.keys_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.change_passphrase_button.setText(QCoreApplication.translate("SettingsForm", u"Change the pa&ssphrase\u2026", None))
        self.new_code_button.setText(QCoreApplication.translate("SettingsForm", u"Make a new &recovery code\u2026", None))
        self.renew_keys_button.setText(QCoreApplication.translate("SettingsForm", u"Rene&w all keys\u2026", None))
        self.escrow_label.setText("")
        self.council_key_button.setText(QCoreApplication.translate("SettingsForm", u"Use the new &key\u2026", None))
        self.copies_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.copies_title.setText(QCoreApplication.translate("SettingsForm", u"Copies", None))
        self.copies_title.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.copies_words.setText("")
        self.copies_words.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.copy_button.setText(QCoreApplication.translate("SettingsForm", u"Make a cop&y now", None))
        self.support_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.support_title.setText(QCoreApplication.translate("SettingsForm", u"When something goes wrong", None))
        self.support_title.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.support_words.setText(QCoreApplication.translate("SettingsForm", u"A file for your IT desk, without a name in it. You read it before you save it.", None))
        self.support_words.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        self.support_button.setText(QCoreApplication.translate("SettingsForm", u"Make a support &file\u2026", None))
        pass
    # retranslateUi

