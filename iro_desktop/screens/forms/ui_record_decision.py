# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_decision.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

from iro_desktop.screens.record.choice_row import ChoiceRow
from iro_desktop.screens.widgets.choice_box import ChoiceBox
from iro_desktop.screens.widgets.text_box import TextBox

class Ui_RecordDecisionForm(object):
    def setupUi(self, RecordDecisionForm):
        if not RecordDecisionForm.objectName():
            RecordDecisionForm.setObjectName(u"RecordDecisionForm")
        self.whole_layout = QVBoxLayout(RecordDecisionForm)
        self.whole_layout.setSpacing(6)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(16, 12, 16, 16)
        self.title_layout = QHBoxLayout()
        self.title_layout.setSpacing(12)
        self.title_layout.setObjectName(u"title_layout")
        self.title_label = QLabel(RecordDecisionForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.title_layout.addWidget(self.title_label)

        self.gap_label = QLabel(RecordDecisionForm)
        self.gap_label.setObjectName(u"gap_label")
        self.gap_label.setWordWrap(True)

        self.title_layout.addWidget(self.gap_label)

        self.remove_button = QPushButton(RecordDecisionForm)
        self.remove_button.setObjectName(u"remove_button")

        self.title_layout.addWidget(self.remove_button)

        self.title_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.title_layout)

        self.what_label = QLabel(RecordDecisionForm)
        self.what_label.setObjectName(u"what_label")
        self.what_label.setWordWrap(True)

        self.whole_layout.addWidget(self.what_label)

        self.what_edit = TextBox(RecordDecisionForm)
        self.what_edit.setObjectName(u"what_edit")
        self.what_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.what_edit)

        self.who_by_layout = QHBoxLayout()
        self.who_by_layout.setSpacing(12)
        self.who_by_layout.setObjectName(u"who_by_layout")
        self.who_layout = QVBoxLayout()
        self.who_layout.setSpacing(4)
        self.who_layout.setObjectName(u"who_layout")
        self.who_label = QLabel(RecordDecisionForm)
        self.who_label.setObjectName(u"who_label")
        self.who_label.setWordWrap(True)

        self.who_layout.addWidget(self.who_label)

        self.who_edit = QLineEdit(RecordDecisionForm)
        self.who_edit.setObjectName(u"who_edit")

        self.who_layout.addWidget(self.who_edit)

        self.who_spacer = QSpacerItem(1, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.who_layout.addItem(self.who_spacer)


        self.who_by_layout.addLayout(self.who_layout)

        self.by_layout = QVBoxLayout()
        self.by_layout.setSpacing(4)
        self.by_layout.setObjectName(u"by_layout")
        self.by_label = QLabel(RecordDecisionForm)
        self.by_label.setObjectName(u"by_label")
        self.by_label.setWordWrap(True)

        self.by_layout.addWidget(self.by_label)

        self.by_edit = QLineEdit(RecordDecisionForm)
        self.by_edit.setObjectName(u"by_edit")

        self.by_layout.addWidget(self.by_edit)

        self.by_said_label = QLabel(RecordDecisionForm)
        self.by_said_label.setObjectName(u"by_said_label")
        self.by_said_label.setWordWrap(True)

        self.by_layout.addWidget(self.by_said_label)

        self.by_spacer = QSpacerItem(1, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.by_layout.addItem(self.by_spacer)


        self.who_by_layout.addLayout(self.by_layout)

        self.answer_layout = QVBoxLayout()
        self.answer_layout.setSpacing(4)
        self.answer_layout.setObjectName(u"answer_layout")
        self.answer_label = QLabel(RecordDecisionForm)
        self.answer_label.setObjectName(u"answer_label")
        self.answer_label.setWordWrap(True)

        self.answer_layout.addWidget(self.answer_label)

        self.answer_row = ChoiceRow(RecordDecisionForm)
        self.answer_row.setObjectName(u"answer_row")

        self.answer_layout.addWidget(self.answer_row)

        self.answer_spacer = QSpacerItem(1, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.answer_layout.addItem(self.answer_spacer)


        self.who_by_layout.addLayout(self.answer_layout)

        self.who_by_layout.setStretch(0, 1)
        self.who_by_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.who_by_layout)

        self.why_label = QLabel(RecordDecisionForm)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.whole_layout.addWidget(self.why_label)

        self.why_edit = TextBox(RecordDecisionForm)
        self.why_edit.setObjectName(u"why_edit")
        self.why_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.why_edit)

        self.wish_layout = QHBoxLayout()
        self.wish_layout.setSpacing(12)
        self.wish_layout.setObjectName(u"wish_layout")
        self.wish_label = QLabel(RecordDecisionForm)
        self.wish_label.setObjectName(u"wish_label")

        self.wish_layout.addWidget(self.wish_label)

        self.wish_combo = ChoiceBox(RecordDecisionForm)
        self.wish_combo.setObjectName(u"wish_combo")

        self.wish_layout.addWidget(self.wish_combo)

        self.wish_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.wish_layout)

        self.for_child_label = QLabel(RecordDecisionForm)
        self.for_child_label.setObjectName(u"for_child_label")
        self.for_child_label.setWordWrap(True)

        self.whole_layout.addWidget(self.for_child_label)

        self.for_child_edit = TextBox(RecordDecisionForm)
        self.for_child_edit.setObjectName(u"for_child_edit")
        self.for_child_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.for_child_edit)

#if QT_CONFIG(shortcut)
        self.what_label.setBuddy(self.what_edit)
        self.who_label.setBuddy(self.who_edit)
        self.by_label.setBuddy(self.by_edit)
        self.why_label.setBuddy(self.why_edit)
        self.wish_label.setBuddy(self.wish_combo)
        self.for_child_label.setBuddy(self.for_child_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecordDecisionForm)
    # setupUi

    def retranslateUi(self, RecordDecisionForm):
        RecordDecisionForm.setProperty(u"kind", QCoreApplication.translate("RecordDecisionForm", u"card", None))
        self.title_label.setText(QCoreApplication.translate("RecordDecisionForm", u"Decision 1", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"label", None))
        self.gap_label.setText("")
        self.gap_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
        self.remove_button.setText(QCoreApplication.translate("RecordDecisionForm", u"Remove", None))
        self.remove_button.setProperty(u"kind", QCoreApplication.translate("RecordDecisionForm", u"quiet", None))
        self.what_label.setText(QCoreApplication.translate("RecordDecisionForm", u"What", None))
        self.what_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.what_edit.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"What was decided", None))
#endif // QT_CONFIG(accessibility)
        self.who_label.setText(QCoreApplication.translate("RecordDecisionForm", u"Who", None))
        self.who_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.who_edit.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"Who will do it", None))
#endif // QT_CONFIG(accessibility)
        self.by_label.setText(QCoreApplication.translate("RecordDecisionForm", u"By", None))
        self.by_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.by_edit.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"By when", None))
#endif // QT_CONFIG(accessibility)
        self.by_edit.setPlaceholderText(QCoreApplication.translate("RecordDecisionForm", u"day/month/year, or in place", None))
        self.by_said_label.setText("")
        self.by_said_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
        self.answer_label.setText(QCoreApplication.translate("RecordDecisionForm", u"Answer", None))
        self.answer_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.answer_row.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"Answer", None))
#endif // QT_CONFIG(accessibility)
        self.why_label.setText(QCoreApplication.translate("RecordDecisionForm", u"Why not yes", None))
        self.why_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.why_edit.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"Why the answer is not yes", None))
#endif // QT_CONFIG(accessibility)
        self.wish_label.setText(QCoreApplication.translate("RecordDecisionForm", u"Answers the wish", None))
        self.wish_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.wish_combo.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"Answers the wish", None))
#endif // QT_CONFIG(accessibility)
        self.for_child_label.setText(QCoreApplication.translate("RecordDecisionForm", u"In words for the child, for the letter", None))
        self.for_child_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.for_child_edit.setAccessibleName(QCoreApplication.translate("RecordDecisionForm", u"The decision in words for the child", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

