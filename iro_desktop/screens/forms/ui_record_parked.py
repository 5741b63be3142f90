# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_parked.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_RecordParkedForm(object):
    def setupUi(self, RecordParkedForm):
        if not RecordParkedForm.objectName():
            RecordParkedForm.setObjectName(u"RecordParkedForm")
        self.whole_layout = QVBoxLayout(RecordParkedForm)
        self.whole_layout.setSpacing(12)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(8, 4, 12, 8)
        self.title_label = QLabel(RecordParkedForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole_layout.addWidget(self.title_label)

        self.hint_label = QLabel(RecordParkedForm)
        self.hint_label.setObjectName(u"hint_label")
        self.hint_label.setWordWrap(True)

        self.whole_layout.addWidget(self.hint_label)

        self.new_layout = QHBoxLayout()
        self.new_layout.setSpacing(8)
        self.new_layout.setObjectName(u"new_layout")
        self.new_edit = QLineEdit(RecordParkedForm)
        self.new_edit.setObjectName(u"new_edit")

        self.new_layout.addWidget(self.new_edit)

        self.park_button = QPushButton(RecordParkedForm)
        self.park_button.setObjectName(u"park_button")

        self.new_layout.addWidget(self.park_button)

        self.new_layout.setStretch(0, 1)

        self.whole_layout.addLayout(self.new_layout)

        self.notes_layout = QVBoxLayout()
        self.notes_layout.setSpacing(8)
        self.notes_layout.setObjectName(u"notes_layout")

        self.whole_layout.addLayout(self.notes_layout)

        self.end_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole_layout.addItem(self.end_spacer)


        self.retranslateUi(RecordParkedForm)
    # setupUi

    def retranslateUi(self, RecordParkedForm):
        self.title_label.setText(QCoreApplication.translate("RecordParkedForm", u"Parked notes", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecordParkedForm", u"heading", None))
        self.hint_label.setText(QCoreApplication.translate("RecordParkedForm", u"Ctrl+B in any box parks its line here. Or type one now; sort them when you have time.", None))
        self.hint_label.setProperty(u"text_role", QCoreApplication.translate("RecordParkedForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.new_edit.setAccessibleName(QCoreApplication.translate("RecordParkedForm", u"A note to park", None))
#endif // QT_CONFIG(accessibility)
        self.park_button.setText(QCoreApplication.translate("RecordParkedForm", u"&Park", None))
        pass
    # retranslateUi

