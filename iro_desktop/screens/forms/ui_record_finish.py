# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_finish.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

from iro_desktop.screens.widgets.text_box import TextBox

class Ui_RecordFinishForm(object):
    def setupUi(self, RecordFinishForm):
        if not RecordFinishForm.objectName():
            RecordFinishForm.setObjectName(u"RecordFinishForm")
        self.whole_layout = QVBoxLayout(RecordFinishForm)
        self.whole_layout.setSpacing(8)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(8, 4, 12, 8)
        self.title_label = QLabel(RecordFinishForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole_layout.addWidget(self.title_label)

        self.held_layout = QHBoxLayout()
        self.held_layout.setSpacing(12)
        self.held_layout.setObjectName(u"held_layout")
        self.held_label = QLabel(RecordFinishForm)
        self.held_label.setObjectName(u"held_label")

        self.held_layout.addWidget(self.held_label)

        self.held_on_edit = QLineEdit(RecordFinishForm)
        self.held_on_edit.setObjectName(u"held_on_edit")

        self.held_layout.addWidget(self.held_on_edit)

        self.held_said_label = QLabel(RecordFinishForm)
        self.held_said_label.setObjectName(u"held_said_label")
        self.held_said_label.setWordWrap(True)

        self.held_layout.addWidget(self.held_said_label)

        self.held_layout.setStretch(1, 1)
        self.held_layout.setStretch(2, 2)

        self.whole_layout.addLayout(self.held_layout)

        self.thanks_label = QLabel(RecordFinishForm)
        self.thanks_label.setObjectName(u"thanks_label")
        self.thanks_label.setWordWrap(True)

        self.whole_layout.addWidget(self.thanks_label)

        self.thanks_edit = TextBox(RecordFinishForm)
        self.thanks_edit.setObjectName(u"thanks_edit")
        self.thanks_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.thanks_edit)

        self.iro_view_label = QLabel(RecordFinishForm)
        self.iro_view_label.setObjectName(u"iro_view_label")
        self.iro_view_label.setWordWrap(True)

        self.whole_layout.addWidget(self.iro_view_label)

        self.iro_view_edit = TextBox(RecordFinishForm)
        self.iro_view_edit.setObjectName(u"iro_view_edit")
        self.iro_view_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.iro_view_edit)

        self.challenge_label = QLabel(RecordFinishForm)
        self.challenge_label.setObjectName(u"challenge_label")
        self.challenge_label.setWordWrap(True)

        self.whole_layout.addWidget(self.challenge_label)

        self.challenge_edit = TextBox(RecordFinishForm)
        self.challenge_edit.setObjectName(u"challenge_edit")
        self.challenge_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.challenge_edit)

        self.next_layout = QHBoxLayout()
        self.next_layout.setSpacing(12)
        self.next_layout.setObjectName(u"next_layout")
        self.next_label = QLabel(RecordFinishForm)
        self.next_label.setObjectName(u"next_label")

        self.next_layout.addWidget(self.next_label)

        self.next_booked_edit = QLineEdit(RecordFinishForm)
        self.next_booked_edit.setObjectName(u"next_booked_edit")

        self.next_layout.addWidget(self.next_booked_edit)

        self.next_said_label = QLabel(RecordFinishForm)
        self.next_said_label.setObjectName(u"next_said_label")
        self.next_said_label.setWordWrap(True)

        self.next_layout.addWidget(self.next_said_label)

        self.next_layout.setStretch(1, 1)
        self.next_layout.setStretch(2, 2)

        self.whole_layout.addLayout(self.next_layout)

        self.missing_label = QLabel(RecordFinishForm)
        self.missing_label.setObjectName(u"missing_label")
        self.missing_label.setWordWrap(True)

        self.whole_layout.addWidget(self.missing_label)

        self.missing_layout = QVBoxLayout()
        self.missing_layout.setSpacing(8)
        self.missing_layout.setObjectName(u"missing_layout")

        self.whole_layout.addLayout(self.missing_layout)

        self.finish_hint_label = QLabel(RecordFinishForm)
        self.finish_hint_label.setObjectName(u"finish_hint_label")
        self.finish_hint_label.setWordWrap(True)

        self.whole_layout.addWidget(self.finish_hint_label)

        self.finish_layout = QHBoxLayout()
        self.finish_layout.setObjectName(u"finish_layout")
        self.finish_button = QPushButton(RecordFinishForm)
        self.finish_button.setObjectName(u"finish_button")

        self.finish_layout.addWidget(self.finish_button)

        self.finish_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.finish_layout.addItem(self.finish_spacer)

        self.finish_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.finish_layout)

        self.end_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole_layout.addItem(self.end_spacer)

#if QT_CONFIG(shortcut)
        self.held_label.setBuddy(self.held_on_edit)
        self.thanks_label.setBuddy(self.thanks_edit)
        self.iro_view_label.setBuddy(self.iro_view_edit)
        self.challenge_label.setBuddy(self.challenge_edit)
        self.next_label.setBuddy(self.next_booked_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecordFinishForm)
    # setupUi

    def retranslateUi(self, RecordFinishForm):
        self.title_label.setText(QCoreApplication.translate("RecordFinishForm", u"Finish", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"heading", None))
        self.held_label.setText(QCoreApplication.translate("RecordFinishForm", u"Held on", None))
        self.held_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.held_on_edit.setAccessibleName(QCoreApplication.translate("RecordFinishForm", u"The day the review was held", None))
#endif // QT_CONFIG(accessibility)
        self.held_said_label.setText("")
        self.held_said_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"muted", None))
        self.thanks_label.setText(QCoreApplication.translate("RecordFinishForm", u"Thank-you for the letter: one true thing from today", None))
        self.thanks_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.thanks_edit.setAccessibleName(QCoreApplication.translate("RecordFinishForm", u"Thank-you for the letter", None))
#endif // QT_CONFIG(accessibility)
        self.iro_view_label.setText(QCoreApplication.translate("RecordFinishForm", u"What you think of the plan (in words the child may read)", None))
        self.iro_view_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.iro_view_edit.setAccessibleName(QCoreApplication.translate("RecordFinishForm", u"What you think of the plan", None))
#endif // QT_CONFIG(accessibility)
        self.challenge_label.setText(QCoreApplication.translate("RecordFinishForm", u"What you challenged, and with whom", None))
        self.challenge_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.challenge_edit.setAccessibleName(QCoreApplication.translate("RecordFinishForm", u"What you challenged", None))
#endif // QT_CONFIG(accessibility)
        self.next_label.setText(QCoreApplication.translate("RecordFinishForm", u"Next review booked for", None))
        self.next_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.next_booked_edit.setAccessibleName(QCoreApplication.translate("RecordFinishForm", u"The day the next review is booked for", None))
#endif // QT_CONFIG(accessibility)
        self.next_booked_edit.setPlaceholderText(QCoreApplication.translate("RecordFinishForm", u"day/month/year", None))
        self.next_said_label.setText("")
        self.next_said_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"muted", None))
        self.missing_label.setText("")
        self.missing_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"label", None))
        self.finish_hint_label.setText(QCoreApplication.translate("RecordFinishForm", u"After this the record can only be amended. If this review was started by mistake, take it back on the child\u2019s page.", None))
        self.finish_hint_label.setProperty(u"text_role", QCoreApplication.translate("RecordFinishForm", u"muted", None))
        self.finish_button.setText(QCoreApplication.translate("RecordFinishForm", u"Finish, and &write the letter", None))
        self.finish_button.setProperty(u"kind", QCoreApplication.translate("RecordFinishForm", u"primary", None))
        pass
    # retranslateUi

