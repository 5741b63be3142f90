# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'child_person.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QLabel, QLineEdit, QVBoxLayout, QWidget)

from iro_desktop.screens.widgets.choice_box import ChoiceBox

class Ui_ChildPersonForm(object):
    def setupUi(self, ChildPersonForm):
        if not ChildPersonForm.objectName():
            ChildPersonForm.setObjectName(u"ChildPersonForm")
        self.whole = QVBoxLayout(ChildPersonForm)
        self.whole.setSpacing(4)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(12, 8, 12, 12)
        self.name_label = QLabel(ChildPersonForm)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setWordWrap(True)

        self.whole.addWidget(self.name_label)

        self.name_edit = QLineEdit(ChildPersonForm)
        self.name_edit.setObjectName(u"name_edit")

        self.whole.addWidget(self.name_edit)

        self.role_label = QLabel(ChildPersonForm)
        self.role_label.setObjectName(u"role_label")
        self.role_label.setWordWrap(True)

        self.whole.addWidget(self.role_label)

        self.role_choice = ChoiceBox(ChildPersonForm)
        self.role_choice.setObjectName(u"role_choice")

        self.whole.addWidget(self.role_choice)

        self.role_words_label = QLabel(ChildPersonForm)
        self.role_words_label.setObjectName(u"role_words_label")
        self.role_words_label.setWordWrap(True)

        self.whole.addWidget(self.role_words_label)

        self.role_words_edit = QLineEdit(ChildPersonForm)
        self.role_words_edit.setObjectName(u"role_words_edit")

        self.whole.addWidget(self.role_words_edit)

        self.called_label = QLabel(ChildPersonForm)
        self.called_label.setObjectName(u"called_label")
        self.called_label.setWordWrap(True)

        self.whole.addWidget(self.called_label)

        self.called_edit = QLineEdit(ChildPersonForm)
        self.called_edit.setObjectName(u"called_edit")

        self.whole.addWidget(self.called_edit)

        self.actions = QWidget(ChildPersonForm)
        self.actions.setObjectName(u"actions")

        self.whole.addWidget(self.actions)

#if QT_CONFIG(shortcut)
        self.name_label.setBuddy(self.name_edit)
        self.role_label.setBuddy(self.role_choice)
        self.role_words_label.setBuddy(self.role_words_edit)
        self.called_label.setBuddy(self.called_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ChildPersonForm)
    # setupUi

    def retranslateUi(self, ChildPersonForm):
        ChildPersonForm.setProperty(u"tone", QCoreApplication.translate("ChildPersonForm", u"none", None))
        self.name_label.setText(QCoreApplication.translate("ChildPersonForm", u"&Name", None))
        self.name_label.setProperty(u"text_role", QCoreApplication.translate("ChildPersonForm", u"label", None))
        self.role_label.setText(QCoreApplication.translate("ChildPersonForm", u"What they are to the child", None))
        self.role_label.setProperty(u"text_role", QCoreApplication.translate("ChildPersonForm", u"label", None))
        self.role_words_label.setText(QCoreApplication.translate("ChildPersonForm", u"More exactly, if you like", None))
        self.role_words_label.setProperty(u"text_role", QCoreApplication.translate("ChildPersonForm", u"label", None))
        self.role_words_edit.setPlaceholderText(QCoreApplication.translate("ChildPersonForm", u"form tutor, step-dad", None))
        self.called_label.setText(QCoreApplication.translate("ChildPersonForm", u"What the child calls them", None))
        self.called_label.setProperty(u"text_role", QCoreApplication.translate("ChildPersonForm", u"label", None))
        self.called_edit.setPlaceholderText(QCoreApplication.translate("ChildPersonForm", u"Nan, Miss P", None))
    # retranslateUi

