# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_section.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QCheckBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.record.note_box import NoteBox

class Ui_RecordSectionForm(object):
    def setupUi(self, RecordSectionForm):
        if not RecordSectionForm.objectName():
            RecordSectionForm.setObjectName(u"RecordSectionForm")
        self.whole_layout = QVBoxLayout(RecordSectionForm)
        self.whole_layout.setSpacing(12)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(8, 4, 12, 8)
        self.question_label = QLabel(RecordSectionForm)
        self.question_label.setObjectName(u"question_label")
        self.question_label.setWordWrap(True)

        self.whole_layout.addWidget(self.question_label)

        self.said_layout = QVBoxLayout()
        self.said_layout.setSpacing(4)
        self.said_layout.setObjectName(u"said_layout")
        self.said_label_layout = QHBoxLayout()
        self.said_label_layout.setSpacing(12)
        self.said_label_layout.setObjectName(u"said_label_layout")
        self.said_label = QLabel(RecordSectionForm)
        self.said_label.setObjectName(u"said_label")
        self.said_label.setWordWrap(True)

        self.said_label_layout.addWidget(self.said_label)

        self.spoken_label = QLabel(RecordSectionForm)
        self.spoken_label.setObjectName(u"spoken_label")
        self.spoken_label.setWordWrap(True)

        self.said_label_layout.addWidget(self.spoken_label)

        self.said_label_layout.setStretch(1, 1)

        self.said_layout.addLayout(self.said_label_layout)

        self.said_edit = NoteBox(RecordSectionForm)
        self.said_edit.setObjectName(u"said_edit")
        self.said_edit.setTabChangesFocus(True)

        self.said_layout.addWidget(self.said_edit)


        self.whole_layout.addLayout(self.said_layout)

        self.columns_layout = QHBoxLayout()
        self.columns_layout.setSpacing(12)
        self.columns_layout.setObjectName(u"columns_layout")
        self.well_layout = QVBoxLayout()
        self.well_layout.setSpacing(4)
        self.well_layout.setObjectName(u"well_layout")
        self.well_label = QLabel(RecordSectionForm)
        self.well_label.setObjectName(u"well_label")
        self.well_label.setWordWrap(True)

        self.well_layout.addWidget(self.well_label)

        self.going_well_edit = NoteBox(RecordSectionForm)
        self.going_well_edit.setObjectName(u"going_well_edit")
        self.going_well_edit.setTabChangesFocus(True)

        self.well_layout.addWidget(self.going_well_edit)

        self.well_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.well_layout.addItem(self.well_spacer)


        self.columns_layout.addLayout(self.well_layout)

        self.worried_layout = QVBoxLayout()
        self.worried_layout.setSpacing(4)
        self.worried_layout.setObjectName(u"worried_layout")
        self.worried_label = QLabel(RecordSectionForm)
        self.worried_label.setObjectName(u"worried_label")
        self.worried_label.setWordWrap(True)

        self.worried_layout.addWidget(self.worried_label)

        self.worried_edit = NoteBox(RecordSectionForm)
        self.worried_edit.setObjectName(u"worried_edit")
        self.worried_edit.setTabChangesFocus(True)

        self.worried_layout.addWidget(self.worried_edit)

        self.worried_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.worried_layout.addItem(self.worried_spacer)


        self.columns_layout.addLayout(self.worried_layout)

        self.next_layout = QVBoxLayout()
        self.next_layout.setSpacing(4)
        self.next_layout.setObjectName(u"next_layout")
        self.next_label = QLabel(RecordSectionForm)
        self.next_label.setObjectName(u"next_label")
        self.next_label.setWordWrap(True)

        self.next_layout.addWidget(self.next_label)

        self.what_next_edit = NoteBox(RecordSectionForm)
        self.what_next_edit.setObjectName(u"what_next_edit")
        self.what_next_edit.setTabChangesFocus(True)

        self.next_layout.addWidget(self.what_next_edit)

        self.next_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.next_layout.addItem(self.next_spacer)


        self.columns_layout.addLayout(self.next_layout)

        self.columns_layout.setStretch(0, 1)
        self.columns_layout.setStretch(1, 1)
        self.columns_layout.setStretch(2, 1)

        self.whole_layout.addLayout(self.columns_layout)

        self.state_layout = QHBoxLayout()
        self.state_layout.setSpacing(16)
        self.state_layout.setObjectName(u"state_layout")
        self.discussed_check = QCheckBox(RecordSectionForm)
        self.discussed_check.setObjectName(u"discussed_check")

        self.state_layout.addWidget(self.discussed_check)

        self.not_needed_check = QCheckBox(RecordSectionForm)
        self.not_needed_check.setObjectName(u"not_needed_check")

        self.state_layout.addWidget(self.not_needed_check)

        self.state_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.state_layout.addItem(self.state_spacer)


        self.whole_layout.addLayout(self.state_layout)

        self.private_part = QWidget(RecordSectionForm)
        self.private_part.setObjectName(u"private_part")
        self.private_layout = QVBoxLayout(self.private_part)
        self.private_layout.setSpacing(8)
        self.private_layout.setObjectName(u"private_layout")
        self.private_layout.setContentsMargins(0, 0, 0, 0)
        self.note_label = QLabel(self.private_part)
        self.note_label.setObjectName(u"note_label")
        self.note_label.setWordWrap(True)

        self.private_layout.addWidget(self.note_label)

        self.note_edit = NoteBox(self.private_part)
        self.note_edit.setObjectName(u"note_edit")
        self.note_edit.setTabChangesFocus(True)

        self.private_layout.addWidget(self.note_edit)

        self.last_card = QFrame(self.private_part)
        self.last_card.setObjectName(u"last_card")
        self.last_layout = QVBoxLayout(self.last_card)
        self.last_layout.setSpacing(4)
        self.last_layout.setObjectName(u"last_layout")
        self.last_layout.setContentsMargins(12, 8, 12, 8)
        self.last_title_label = QLabel(self.last_card)
        self.last_title_label.setObjectName(u"last_title_label")
        self.last_title_label.setWordWrap(True)

        self.last_layout.addWidget(self.last_title_label)

        self.last_label = QLabel(self.last_card)
        self.last_label.setObjectName(u"last_label")
        self.last_label.setWordWrap(True)
        self.last_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        self.last_layout.addWidget(self.last_label)


        self.private_layout.addWidget(self.last_card)


        self.whole_layout.addWidget(self.private_part)

        self.end_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole_layout.addItem(self.end_spacer)

#if QT_CONFIG(shortcut)
        self.said_label.setBuddy(self.said_edit)
        self.well_label.setBuddy(self.going_well_edit)
        self.worried_label.setBuddy(self.worried_edit)
        self.next_label.setBuddy(self.what_next_edit)
        self.note_label.setBuddy(self.note_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecordSectionForm)
    # setupUi

    def retranslateUi(self, RecordSectionForm):
        self.question_label.setText("")
        self.question_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"large", None))
        self.said_label.setText(QCoreApplication.translate("RecordSectionForm", u"Said\u2026", None))
        self.said_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
        self.spoken_label.setText("")
        self.spoken_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.said_edit.setAccessibleName(QCoreApplication.translate("RecordSectionForm", u"What the child said", None))
#endif // QT_CONFIG(accessibility)
        self.well_label.setText(QCoreApplication.translate("RecordSectionForm", u"Going well", None))
        self.well_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.going_well_edit.setAccessibleName(QCoreApplication.translate("RecordSectionForm", u"Going well", None))
#endif // QT_CONFIG(accessibility)
        self.worried_label.setText(QCoreApplication.translate("RecordSectionForm", u"Worried", None))
        self.worried_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.worried_edit.setAccessibleName(QCoreApplication.translate("RecordSectionForm", u"Worried", None))
#endif // QT_CONFIG(accessibility)
        self.next_label.setText(QCoreApplication.translate("RecordSectionForm", u"What next", None))
        self.next_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.what_next_edit.setAccessibleName(QCoreApplication.translate("RecordSectionForm", u"What next", None))
#endif // QT_CONFIG(accessibility)
        self.discussed_check.setText(QCoreApplication.translate("RecordSectionForm", u"&Talked about", None))
        self.not_needed_check.setText(QCoreApplication.translate("RecordSectionForm", u"Not &needed this time", None))
        self.note_label.setText(QCoreApplication.translate("RecordSectionForm", u"Note for the record (not in the letter, not in room mode)", None))
        self.note_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.note_edit.setAccessibleName(QCoreApplication.translate("RecordSectionForm", u"Note for the record", None))
#endif // QT_CONFIG(accessibility)
        self.last_card.setProperty(u"kind", QCoreApplication.translate("RecordSectionForm", u"card", None))
        self.last_title_label.setText(QCoreApplication.translate("RecordSectionForm", u"Last time", None))
        self.last_title_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"label", None))
        self.last_label.setText("")
        self.last_label.setProperty(u"text_role", QCoreApplication.translate("RecordSectionForm", u"muted", None))
        pass
    # retranslateUi

