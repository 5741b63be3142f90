# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_files.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.import_files.remarks_table import RemarksTable

class Ui_ImportFilesForm(object):
    def setupUi(self, ImportFilesForm):
        if not ImportFilesForm.objectName():
            ImportFilesForm.setObjectName(u"ImportFilesForm")
        self.whole = QVBoxLayout(ImportFilesForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 16)
        self.title_label = QLabel(ImportFilesForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.what_label = QLabel(ImportFilesForm)
        self.what_label.setObjectName(u"what_label")
        self.what_label.setWordWrap(True)

        self.whole.addWidget(self.what_label)

        self.choose_card = QFrame(ImportFilesForm)
        self.choose_card.setObjectName(u"choose_card")
        self.choose_box = QVBoxLayout(self.choose_card)
        self.choose_box.setSpacing(8)
        self.choose_box.setObjectName(u"choose_box")
        self.choose_box.setContentsMargins(16, 12, 16, 14)
        self.council_label = QLabel(self.choose_card)
        self.council_label.setObjectName(u"council_label")
        self.council_label.setWordWrap(True)

        self.choose_box.addWidget(self.council_label)

        self.council_edit = QLineEdit(self.choose_card)
        self.council_edit.setObjectName(u"council_edit")

        self.choose_box.addWidget(self.council_edit)

        self.mine_check = QCheckBox(self.choose_card)
        self.mine_check.setObjectName(u"mine_check")

        self.choose_box.addWidget(self.mine_check)

        self.choose_actions = QWidget(self.choose_card)
        self.choose_actions.setObjectName(u"choose_actions")

        self.choose_box.addWidget(self.choose_actions)

        self.chosen_label = QLabel(self.choose_card)
        self.chosen_label.setObjectName(u"chosen_label")
        self.chosen_label.setWordWrap(True)

        self.choose_box.addWidget(self.chosen_label)


        self.whole.addWidget(self.choose_card)

        self.busy_card = QFrame(ImportFilesForm)
        self.busy_card.setObjectName(u"busy_card")
        self.busy_box = QVBoxLayout(self.busy_card)
        self.busy_box.setSpacing(8)
        self.busy_box.setObjectName(u"busy_box")
        self.busy_box.setContentsMargins(16, 12, 16, 14)
        self.busy_label = QLabel(self.busy_card)
        self.busy_label.setObjectName(u"busy_label")
        self.busy_label.setWordWrap(True)

        self.busy_box.addWidget(self.busy_label)

        self.busy_bar = QProgressBar(self.busy_card)
        self.busy_bar.setObjectName(u"busy_bar")
        self.busy_bar.setTextVisible(False)

        self.busy_box.addWidget(self.busy_bar)

        self.busy_row = QHBoxLayout()
        self.busy_row.setSpacing(12)
        self.busy_row.setObjectName(u"busy_row")
        self.cancel_button = QPushButton(self.busy_card)
        self.cancel_button.setObjectName(u"cancel_button")

        self.busy_row.addWidget(self.cancel_button)

        self.busy_hint = QLabel(self.busy_card)
        self.busy_hint.setObjectName(u"busy_hint")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.busy_hint.sizePolicy().hasHeightForWidth())
        self.busy_hint.setSizePolicy(sizePolicy)
        self.busy_hint.setWordWrap(True)

        self.busy_row.addWidget(self.busy_hint)


        self.busy_box.addLayout(self.busy_row)


        self.whole.addWidget(self.busy_card)

        self.problem_label = QLabel(ImportFilesForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.report_card = QFrame(ImportFilesForm)
        self.report_card.setObjectName(u"report_card")
        self.report_box = QVBoxLayout(self.report_card)
        self.report_box.setSpacing(8)
        self.report_box.setObjectName(u"report_box")
        self.report_box.setContentsMargins(16, 12, 16, 14)
        self.done_label = QLabel(self.report_card)
        self.done_label.setObjectName(u"done_label")
        self.done_label.setWordWrap(True)

        self.report_box.addWidget(self.done_label)

        self.counts_place = QWidget(self.report_card)
        self.counts_place.setObjectName(u"counts_place")

        self.report_box.addWidget(self.counts_place)

        self.report_actions = QWidget(self.report_card)
        self.report_actions.setObjectName(u"report_actions")

        self.report_box.addWidget(self.report_actions)

        self.remarks_label = QLabel(self.report_card)
        self.remarks_label.setObjectName(u"remarks_label")
        self.remarks_label.setWordWrap(True)

        self.report_box.addWidget(self.remarks_label)

        self.remarks_table = RemarksTable(self.report_card)
        self.remarks_table.setObjectName(u"remarks_table")

        self.report_box.addWidget(self.remarks_table)

        self.advice_label = QLabel(self.report_card)
        self.advice_label.setObjectName(u"advice_label")
        self.advice_label.setWordWrap(True)

        self.report_box.addWidget(self.advice_label)


        self.whole.addWidget(self.report_card)

        self.end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.council_label.setBuddy(self.council_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ImportFilesForm)
    # setupUi

    def retranslateUi(self, ImportFilesForm):
        self.title_label.setText(QCoreApplication.translate("ImportFilesForm", u"Bring in files", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"heading", None))
        self.what_label.setText(QCoreApplication.translate("ImportFilesForm", u"Choose your council's SSDA903 files (header, episodes, reviews, uasc) and the people file, or the folder they lie in. A file brought in again updates; what you wrote yourself stays as it is.", None))
        self.choose_card.setProperty(u"kind", QCoreApplication.translate("ImportFilesForm", u"card", None))
        self.council_label.setText(QCoreApplication.translate("ImportFilesForm", u"Your &council's name, the same every time", None))
        self.council_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"label", None))
        self.mine_check.setText(QCoreApplication.translate("ImportFilesForm", u"Only the children that the people file gives to &me", None))
        self.chosen_label.setText("")
        self.chosen_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"muted", None))
        self.busy_card.setProperty(u"kind", QCoreApplication.translate("ImportFilesForm", u"card", None))
        self.busy_label.setText("")
        self.busy_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"label", None))
        self.cancel_button.setText(QCoreApplication.translate("ImportFilesForm", u"&Stop", None))
        self.busy_hint.setText(QCoreApplication.translate("ImportFilesForm", u"Nothing is changed until all of it is in.", None))
        self.busy_hint.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"muted", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("ImportFilesForm", u"late", None))
        self.report_card.setProperty(u"kind", QCoreApplication.translate("ImportFilesForm", u"card", None))
        self.done_label.setText("")
        self.done_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"label", None))
        self.remarks_label.setText("")
        self.remarks_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"label", None))
        self.advice_label.setText("")
        self.advice_label.setProperty(u"text_role", QCoreApplication.translate("ImportFilesForm", u"muted", None))
        pass
    # retranslateUi

