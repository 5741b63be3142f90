# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'caseload.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget)

from iro_desktop.screens.caseload.table import CaseloadTable

class Ui_CaseloadForm(object):
    def setupUi(self, CaseloadForm):
        if not CaseloadForm.objectName():
            CaseloadForm.setObjectName(u"CaseloadForm")
        self.whole = QVBoxLayout(CaseloadForm)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 12)
        self.count_label = QLabel(CaseloadForm)
        self.count_label.setObjectName(u"count_label")
        self.count_label.setWordWrap(True)

        self.whole.addWidget(self.count_label)

        self.tools_row = QWidget(CaseloadForm)
        self.tools_row.setObjectName(u"tools_row")

        self.whole.addWidget(self.tools_row)

        self.body = QStackedWidget(CaseloadForm)
        self.body.setObjectName(u"body")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_box = QVBoxLayout(self.list_page)
        self.list_box.setSpacing(12)
        self.list_box.setObjectName(u"list_box")
        self.list_box.setContentsMargins(4, 4, 4, 4)
        self.table = CaseloadTable(self.list_page)
        self.table.setObjectName(u"table")

        self.list_box.addWidget(self.table)

        self.why_card = QFrame(self.list_page)
        self.why_card.setObjectName(u"why_card")
        self.why_box = QVBoxLayout(self.why_card)
        self.why_box.setSpacing(4)
        self.why_box.setObjectName(u"why_box")
        self.why_box.setContentsMargins(16, 10, 8, 10)
        self.why_title = QLabel(self.why_card)
        self.why_title.setObjectName(u"why_title")
        self.why_title.setWordWrap(True)

        self.why_box.addWidget(self.why_title)

        self.why_place = QWidget(self.why_card)
        self.why_place.setObjectName(u"why_place")

        self.why_box.addWidget(self.why_place)


        self.list_box.addWidget(self.why_card)

        self.list_box.setStretch(0, 1)
        self.body.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_box = QVBoxLayout(self.empty_page)
        self.empty_box.setSpacing(16)
        self.empty_box.setObjectName(u"empty_box")
        self.empty_top = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.empty_box.addItem(self.empty_top)

        self.empty_label = QLabel(self.empty_page)
        self.empty_label.setObjectName(u"empty_label")
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty_label.setWordWrap(True)

        self.empty_box.addWidget(self.empty_label)

        self.empty_row = QHBoxLayout()
        self.empty_row.setObjectName(u"empty_row")
        self.empty_left = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.empty_row.addItem(self.empty_left)

        self.empty_button = QPushButton(self.empty_page)
        self.empty_button.setObjectName(u"empty_button")

        self.empty_row.addWidget(self.empty_button)

        self.empty_right = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.empty_row.addItem(self.empty_right)


        self.empty_box.addLayout(self.empty_row)

        self.empty_bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.empty_box.addItem(self.empty_bottom)

        self.body.addWidget(self.empty_page)

        self.whole.addWidget(self.body)

        self.whole.setStretch(2, 1)

        self.retranslateUi(CaseloadForm)
    # setupUi

    def retranslateUi(self, CaseloadForm):
        self.count_label.setText("")
        self.count_label.setProperty(u"text_role", QCoreApplication.translate("CaseloadForm", u"label", None))
        self.why_card.setProperty(u"kind", QCoreApplication.translate("CaseloadForm", u"card", None))
        self.why_title.setText(QCoreApplication.translate("CaseloadForm", u"Why this date", None))
        self.why_title.setProperty(u"text_role", QCoreApplication.translate("CaseloadForm", u"label", None))
        self.empty_label.setText("")
        self.empty_label.setProperty(u"text_role", QCoreApplication.translate("CaseloadForm", u"large", None))
        self.empty_button.setText("")
        self.empty_button.setProperty(u"kind", QCoreApplication.translate("CaseloadForm", u"primary", None))
        pass
    # retranslateUi

