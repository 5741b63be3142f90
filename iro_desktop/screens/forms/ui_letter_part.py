# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'letter_part.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QPushButton, QVBoxLayout)

from iro_desktop.screens.widgets.text_box import TextBox

class Ui_LetterPartForm(object):
    def setupUi(self, LetterPartForm):
        if not LetterPartForm.objectName():
            LetterPartForm.setObjectName(u"LetterPartForm")
        self.whole_layout = QVBoxLayout(LetterPartForm)
        self.whole_layout.setSpacing(4)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(0, 0, 0, 0)
        self.title_layout = QHBoxLayout()
        self.title_layout.setSpacing(8)
        self.title_layout.setObjectName(u"title_layout")
        self.heading_label = QLabel(LetterPartForm)
        self.heading_label.setObjectName(u"heading_label")
        self.heading_label.setWordWrap(True)

        self.title_layout.addWidget(self.heading_label)

        self.restore_button = QPushButton(LetterPartForm)
        self.restore_button.setObjectName(u"restore_button")

        self.title_layout.addWidget(self.restore_button)

        self.title_layout.setStretch(0, 1)

        self.whole_layout.addLayout(self.title_layout)

        self.text_edit = TextBox(LetterPartForm)
        self.text_edit.setObjectName(u"text_edit")
        self.text_edit.setTabChangesFocus(True)

        self.whole_layout.addWidget(self.text_edit)

#if QT_CONFIG(shortcut)
        self.heading_label.setBuddy(self.text_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(LetterPartForm)
    # setupUi

    def retranslateUi(self, LetterPartForm):
        self.heading_label.setText("")
        self.heading_label.setProperty(u"text_role", QCoreApplication.translate("LetterPartForm", u"label", None))
        self.restore_button.setText(QCoreApplication.translate("LetterPartForm", u"Put back", None))
        self.restore_button.setProperty(u"kind", QCoreApplication.translate("LetterPartForm", u"link", None))
        pass
    # retranslateUi

