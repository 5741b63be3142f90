# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout)

from iro_desktop.screens.record.pages import Pages
from iro_desktop.screens.record.section_list import SectionList
from iro_desktop.screens.widgets.message_bar import MessageBar

class Ui_RecordForm(object):
    def setupUi(self, RecordForm):
        if not RecordForm.objectName():
            RecordForm.setObjectName(u"RecordForm")
        self.whole_layout = QVBoxLayout(RecordForm)
        self.whole_layout.setSpacing(12)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(24, 16, 24, 12)
        self.header_layout = QHBoxLayout()
        self.header_layout.setSpacing(12)
        self.header_layout.setObjectName(u"header_layout")
        self.child_label = QLabel(RecordForm)
        self.child_label.setObjectName(u"child_label")

        self.header_layout.addWidget(self.child_label)

        self.review_label = QLabel(RecordForm)
        self.review_label.setObjectName(u"review_label")
        self.review_label.setWordWrap(True)

        self.header_layout.addWidget(self.review_label)

        self.read_back_button = QPushButton(RecordForm)
        self.read_back_button.setObjectName(u"read_back_button")

        self.header_layout.addWidget(self.read_back_button)

        self.room_check = QCheckBox(RecordForm)
        self.room_check.setObjectName(u"room_check")

        self.header_layout.addWidget(self.room_check)

        self.header_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.header_layout)

        self.message_bar = MessageBar(RecordForm)
        self.message_bar.setObjectName(u"message_bar")

        self.whole_layout.addWidget(self.message_bar)

        self.body_layout = QHBoxLayout()
        self.body_layout.setSpacing(16)
        self.body_layout.setObjectName(u"body_layout")
        self.sections_list = SectionList(RecordForm)
        self.sections_list.setObjectName(u"sections_list")
        self.sections_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.body_layout.addWidget(self.sections_list)

        self.pages = Pages(RecordForm)
        self.pages.setObjectName(u"pages")

        self.body_layout.addWidget(self.pages)

        self.body_layout.setStretch(1, 1)

        self.whole_layout.addLayout(self.body_layout)

        self.footer_layout = QHBoxLayout()
        self.footer_layout.setSpacing(12)
        self.footer_layout.setObjectName(u"footer_layout")
        self.decisions_button = QPushButton(RecordForm)
        self.decisions_button.setObjectName(u"decisions_button")

        self.footer_layout.addWidget(self.decisions_button)

        self.parked_button = QPushButton(RecordForm)
        self.parked_button.setObjectName(u"parked_button")

        self.footer_layout.addWidget(self.parked_button)

        self.news_label = QLabel(RecordForm)
        self.news_label.setObjectName(u"news_label")
        self.news_label.setWordWrap(True)

        self.footer_layout.addWidget(self.news_label)

        self.finish_button = QPushButton(RecordForm)
        self.finish_button.setObjectName(u"finish_button")

        self.footer_layout.addWidget(self.finish_button)

        self.footer_layout.setStretch(2, 1)

        self.whole_layout.addLayout(self.footer_layout)


        self.retranslateUi(RecordForm)
    # setupUi

    def retranslateUi(self, RecordForm):
        RecordForm.setWindowTitle(QCoreApplication.translate("RecordForm", u"Record a review", None))
        self.child_label.setText("")
        self.child_label.setProperty(u"text_role", QCoreApplication.translate("RecordForm", u"heading", None))
        self.review_label.setText("")
        self.review_label.setProperty(u"text_role", QCoreApplication.translate("RecordForm", u"muted", None))
        self.read_back_button.setText(QCoreApplication.translate("RecordForm", u"\u263a  &Read it back", None))
        self.read_back_button.setProperty(u"kind", QCoreApplication.translate("RecordForm", u"chip", None))
        self.room_check.setText(QCoreApplication.translate("RecordForm", u"R&oom mode", None))
#if QT_CONFIG(tooltip)
        self.room_check.setToolTip(QCoreApplication.translate("RecordForm", u"Large words, and nothing on the screen that the child should not see", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.room_check.setAccessibleDescription(QCoreApplication.translate("RecordForm", u"Large words, and nothing on the screen that the child should not see", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.sections_list.setAccessibleName(QCoreApplication.translate("RecordForm", u"Sections of the review", None))
#endif // QT_CONFIG(accessibility)
        self.decisions_button.setText(QCoreApplication.translate("RecordForm", u"Decisions: 0", None))
        self.decisions_button.setProperty(u"kind", QCoreApplication.translate("RecordForm", u"link", None))
        self.parked_button.setText(QCoreApplication.translate("RecordForm", u"Parked notes: 0", None))
        self.parked_button.setProperty(u"kind", QCoreApplication.translate("RecordForm", u"link", None))
        self.news_label.setText("")
        self.news_label.setProperty(u"text_role", QCoreApplication.translate("RecordForm", u"muted", None))
        self.finish_button.setText(QCoreApplication.translate("RecordForm", u"&Finish\u2026", None))
        self.finish_button.setProperty(u"kind", QCoreApplication.translate("RecordForm", u"primary", None))
    # retranslateUi

