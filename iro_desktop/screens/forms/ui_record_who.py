# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_who.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.record.choice_row import ChoiceRow
from iro_desktop.screens.widgets.text_box import TextBox

class Ui_RecordWhoForm(object):
    def setupUi(self, RecordWhoForm):
        if not RecordWhoForm.objectName():
            RecordWhoForm.setObjectName(u"RecordWhoForm")
        self.whole_layout = QVBoxLayout(RecordWhoForm)
        self.whole_layout.setSpacing(8)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(8, 4, 12, 8)
        self.title_label = QLabel(RecordWhoForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole_layout.addWidget(self.title_label)

        self.participation_label = QLabel(RecordWhoForm)
        self.participation_label.setObjectName(u"participation_label")
        self.participation_label.setWordWrap(True)

        self.whole_layout.addWidget(self.participation_label)

        self.codes_layout = QVBoxLayout()
        self.codes_layout.setSpacing(0)
        self.codes_layout.setObjectName(u"codes_layout")

        self.whole_layout.addLayout(self.codes_layout)

        self.how_part = QWidget(RecordWhoForm)
        self.how_part.setObjectName(u"how_part")
        self.how_layout = QVBoxLayout(self.how_part)
        self.how_layout.setSpacing(4)
        self.how_layout.setObjectName(u"how_layout")
        self.how_layout.setContentsMargins(0, 0, 0, 0)
        self.how_label = QLabel(self.how_part)
        self.how_label.setObjectName(u"how_label")
        self.how_label.setWordWrap(True)

        self.how_layout.addWidget(self.how_label)

        self.how_views_known_edit = TextBox(self.how_part)
        self.how_views_known_edit.setObjectName(u"how_views_known_edit")
        self.how_views_known_edit.setTabChangesFocus(True)

        self.how_layout.addWidget(self.how_views_known_edit)

        self.how_said_label = QLabel(self.how_part)
        self.how_said_label.setObjectName(u"how_said_label")
        self.how_said_label.setWordWrap(True)

        self.how_layout.addWidget(self.how_said_label)


        self.whole_layout.addWidget(self.how_part)

        self.seen_label = QLabel(RecordWhoForm)
        self.seen_label.setObjectName(u"seen_label")
        self.seen_label.setWordWrap(True)

        self.whole_layout.addWidget(self.seen_label)

        self.seen_alone_row = ChoiceRow(RecordWhoForm)
        self.seen_alone_row.setObjectName(u"seen_alone_row")

        self.whole_layout.addWidget(self.seen_alone_row)

        self.why_part = QWidget(RecordWhoForm)
        self.why_part.setObjectName(u"why_part")
        self.why_layout = QVBoxLayout(self.why_part)
        self.why_layout.setSpacing(4)
        self.why_layout.setObjectName(u"why_layout")
        self.why_layout.setContentsMargins(0, 0, 0, 0)
        self.why_label = QLabel(self.why_part)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.why_layout.addWidget(self.why_label)

        self.not_seen_alone_why_edit = TextBox(self.why_part)
        self.not_seen_alone_why_edit.setObjectName(u"not_seen_alone_why_edit")
        self.not_seen_alone_why_edit.setTabChangesFocus(True)

        self.why_layout.addWidget(self.not_seen_alone_why_edit)


        self.whole_layout.addWidget(self.why_part)

        self.people_label = QLabel(RecordWhoForm)
        self.people_label.setObjectName(u"people_label")
        self.people_label.setWordWrap(True)

        self.whole_layout.addWidget(self.people_label)

        self.people_layout = QVBoxLayout()
        self.people_layout.setSpacing(8)
        self.people_layout.setObjectName(u"people_layout")

        self.whole_layout.addLayout(self.people_layout)

        self.add_layout = QHBoxLayout()
        self.add_layout.setSpacing(8)
        self.add_layout.setObjectName(u"add_layout")
        self.add_name_label = QLabel(RecordWhoForm)
        self.add_name_label.setObjectName(u"add_name_label")

        self.add_layout.addWidget(self.add_name_label)

        self.add_name_edit = QLineEdit(RecordWhoForm)
        self.add_name_edit.setObjectName(u"add_name_edit")

        self.add_layout.addWidget(self.add_name_edit)

        self.add_role_label = QLabel(RecordWhoForm)
        self.add_role_label.setObjectName(u"add_role_label")

        self.add_layout.addWidget(self.add_role_label)

        self.add_role_edit = QLineEdit(RecordWhoForm)
        self.add_role_edit.setObjectName(u"add_role_edit")

        self.add_layout.addWidget(self.add_role_edit)

        self.add_button = QPushButton(RecordWhoForm)
        self.add_button.setObjectName(u"add_button")

        self.add_layout.addWidget(self.add_button)

        self.add_layout.setStretch(1, 2)
        self.add_layout.setStretch(3, 2)

        self.whole_layout.addLayout(self.add_layout)

        self.room_label = QLabel(RecordWhoForm)
        self.room_label.setObjectName(u"room_label")
        self.room_label.setWordWrap(True)

        self.whole_layout.addWidget(self.room_label)

        self.room_edit = QLineEdit(RecordWhoForm)
        self.room_edit.setObjectName(u"room_edit")

        self.whole_layout.addWidget(self.room_edit)

        self.end_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole_layout.addItem(self.end_spacer)

#if QT_CONFIG(shortcut)
        self.how_label.setBuddy(self.how_views_known_edit)
        self.why_label.setBuddy(self.not_seen_alone_why_edit)
        self.add_name_label.setBuddy(self.add_name_edit)
        self.add_role_label.setBuddy(self.add_role_edit)
        self.room_label.setBuddy(self.room_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecordWhoForm)
    # setupUi

    def retranslateUi(self, RecordWhoForm):
        self.title_label.setText(QCoreApplication.translate("RecordWhoForm", u"Who came", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"heading", None))
        self.participation_label.setText(QCoreApplication.translate("RecordWhoForm", u"How did the child take part?", None))
        self.participation_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
        self.how_label.setText(QCoreApplication.translate("RecordWhoForm", u"How do we know what they think?", None))
        self.how_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.how_views_known_edit.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"How we know what the child thinks", None))
#endif // QT_CONFIG(accessibility)
        self.how_said_label.setText("")
        self.how_said_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"muted", None))
        self.seen_label.setText(QCoreApplication.translate("RecordWhoForm", u"Did you speak with them alone?", None))
        self.seen_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.seen_alone_row.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"Did you speak with them alone?", None))
#endif // QT_CONFIG(accessibility)
        self.why_label.setText(QCoreApplication.translate("RecordWhoForm", u"Why not?", None))
        self.why_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.not_seen_alone_why_edit.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"Why the child was not seen alone", None))
#endif // QT_CONFIG(accessibility)
        self.people_label.setText(QCoreApplication.translate("RecordWhoForm", u"The people", None))
        self.people_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
        self.add_name_label.setText(QCoreApplication.translate("RecordWhoForm", u"Someone else", None))
        self.add_name_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.add_name_edit.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"Name of someone else who came", None))
#endif // QT_CONFIG(accessibility)
        self.add_role_label.setText(QCoreApplication.translate("RecordWhoForm", u"who is their", None))
        self.add_role_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.add_role_edit.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"What they are to the child", None))
#endif // QT_CONFIG(accessibility)
        self.add_button.setText(QCoreApplication.translate("RecordWhoForm", u"A&dd", None))
        self.room_label.setText(QCoreApplication.translate("RecordWhoForm", u"Where was it?", None))
        self.room_label.setProperty(u"text_role", QCoreApplication.translate("RecordWhoForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.room_edit.setAccessibleName(QCoreApplication.translate("RecordWhoForm", u"Where the review was", None))
#endif // QT_CONFIG(accessibility)
        self.room_edit.setPlaceholderText(QCoreApplication.translate("RecordWhoForm", u"home, school, by video", None))
        pass
    # retranslateUi

