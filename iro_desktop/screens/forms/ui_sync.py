# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'sync.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QFrame, QLabel, QLineEdit, QProgressBar, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.sync.matter_card import MatterCard
from iro_desktop.screens.widgets.short_table import ShortTable

class Ui_SyncForm(object):
    def setupUi(self, SyncForm):
        if not SyncForm.objectName():
            SyncForm.setObjectName(u"SyncForm")
        self.whole = QVBoxLayout(SyncForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 16)
        self.title_label = QLabel(SyncForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.join_card = QFrame(SyncForm)
        self.join_card.setObjectName(u"join_card")
        self.join_box = QVBoxLayout(self.join_card)
        self.join_box.setSpacing(8)
        self.join_box.setObjectName(u"join_box")
        self.join_box.setContentsMargins(16, 12, 16, 14)
        self.what_label = QLabel(self.join_card)
        self.what_label.setObjectName(u"what_label")
        self.what_label.setWordWrap(True)

        self.join_box.addWidget(self.what_label)

        self.address_label = QLabel(self.join_card)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setWordWrap(True)

        self.join_box.addWidget(self.address_label)

        self.address_edit = QLineEdit(self.join_card)
        self.address_edit.setObjectName(u"address_edit")

        self.join_box.addWidget(self.address_edit)

        self.address_problem = QLabel(self.join_card)
        self.address_problem.setObjectName(u"address_problem")
        self.address_problem.setWordWrap(True)
        self.address_problem.setMargin(8)

        self.join_box.addWidget(self.address_problem)

        self.code_label = QLabel(self.join_card)
        self.code_label.setObjectName(u"code_label")
        self.code_label.setWordWrap(True)

        self.join_box.addWidget(self.code_label)

        self.code_edit = QLineEdit(self.join_card)
        self.code_edit.setObjectName(u"code_edit")

        self.join_box.addWidget(self.code_edit)

        self.code_problem = QLabel(self.join_card)
        self.code_problem.setObjectName(u"code_problem")
        self.code_problem.setWordWrap(True)
        self.code_problem.setMargin(8)

        self.join_box.addWidget(self.code_problem)

        self.join_actions = QWidget(self.join_card)
        self.join_actions.setObjectName(u"join_actions")

        self.join_box.addWidget(self.join_actions)


        self.whole.addWidget(self.join_card)

        self.state_card = QFrame(SyncForm)
        self.state_card.setObjectName(u"state_card")
        self.state_box = QVBoxLayout(self.state_card)
        self.state_box.setSpacing(8)
        self.state_box.setObjectName(u"state_box")
        self.state_box.setContentsMargins(16, 12, 16, 14)
        self.heading_label = QLabel(self.state_card)
        self.heading_label.setObjectName(u"heading_label")
        self.heading_label.setWordWrap(True)

        self.state_box.addWidget(self.heading_label)

        self.last_label = QLabel(self.state_card)
        self.last_label.setObjectName(u"last_label")
        self.last_label.setWordWrap(True)

        self.state_box.addWidget(self.last_label)

        self.problem_label = QLabel(self.state_card)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setWordWrap(True)
        self.problem_label.setMargin(8)

        self.state_box.addWidget(self.problem_label)

        self.notice_label = QLabel(self.state_card)
        self.notice_label.setObjectName(u"notice_label")
        self.notice_label.setWordWrap(True)
        self.notice_label.setMargin(8)

        self.state_box.addWidget(self.notice_label)

        self.progress_bar = QProgressBar(self.state_card)
        self.progress_bar.setObjectName(u"progress_bar")
        self.progress_bar.setTextVisible(False)

        self.state_box.addWidget(self.progress_bar)

        self.progress_label = QLabel(self.state_card)
        self.progress_label.setObjectName(u"progress_label")
        self.progress_label.setWordWrap(True)

        self.state_box.addWidget(self.progress_label)

        self.state_actions = QWidget(self.state_card)
        self.state_actions.setObjectName(u"state_actions")

        self.state_box.addWidget(self.state_actions)


        self.whole.addWidget(self.state_card)

        self.settled_label = QLabel(SyncForm)
        self.settled_label.setObjectName(u"settled_label")
        self.settled_label.setWordWrap(True)
        self.settled_label.setMargin(8)

        self.whole.addWidget(self.settled_label)

        self.matters_label = QLabel(SyncForm)
        self.matters_label.setObjectName(u"matters_label")
        self.matters_label.setWordWrap(True)

        self.whole.addWidget(self.matters_label)

        self.matters_table = ShortTable(SyncForm)
        self.matters_table.setObjectName(u"matters_table")

        self.whole.addWidget(self.matters_table)

        self.matter_card = MatterCard(SyncForm)
        self.matter_card.setObjectName(u"matter_card")

        self.whole.addWidget(self.matter_card)

        self.waiting_label = QLabel(SyncForm)
        self.waiting_label.setObjectName(u"waiting_label")
        self.waiting_label.setWordWrap(True)

        self.whole.addWidget(self.waiting_label)

        self.waiting_table = ShortTable(SyncForm)
        self.waiting_table.setObjectName(u"waiting_table")

        self.whole.addWidget(self.waiting_table)

        self.nothing_label = QLabel(SyncForm)
        self.nothing_label.setObjectName(u"nothing_label")
        self.nothing_label.setWordWrap(True)
        self.nothing_label.setMargin(8)

        self.whole.addWidget(self.nothing_label)

        self.end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.address_label.setBuddy(self.address_edit)
        self.code_label.setBuddy(self.code_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SyncForm)
    # setupUi

    def retranslateUi(self, SyncForm):
        self.title_label.setText(QCoreApplication.translate("SyncForm", u"Office", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"heading", None))
        self.join_card.setProperty(u"kind", QCoreApplication.translate("SyncForm", u"card", None))
        self.what_label.setText(QCoreApplication.translate("SyncForm", u"Join your council's office, and what you write here is kept there too and reaches those who work with the same children. Until then everything stays on this laptop only; joining changes nothing that you have written.", None))
        self.address_label.setText(QCoreApplication.translate("SyncForm", u"Office &address, as your council gave it to you", None))
        self.address_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"label", None))
        self.address_problem.setText("")
        self.address_problem.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"late", None))
        self.code_label.setText(QCoreApplication.translate("SyncForm", u"&Code for this laptop: it works once, for 15 minutes", None))
        self.code_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"label", None))
        self.code_problem.setText("")
        self.code_problem.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"late", None))
        self.state_card.setProperty(u"kind", QCoreApplication.translate("SyncForm", u"card", None))
        self.heading_label.setText("")
        self.heading_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"large", None))
        self.last_label.setText("")
        self.last_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"muted", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"soon", None))
        self.notice_label.setText("")
        self.notice_label.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"soon", None))
        self.progress_label.setText("")
        self.progress_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"muted", None))
        self.settled_label.setText("")
        self.settled_label.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"fine", None))
        self.matters_label.setText("")
        self.matters_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"label", None))
        self.waiting_label.setText("")
        self.waiting_label.setProperty(u"text_role", QCoreApplication.translate("SyncForm", u"label", None))
        self.nothing_label.setText(QCoreApplication.translate("SyncForm", u"\u2713 Nothing waits here, and nothing needs you.", None))
        self.nothing_label.setProperty(u"tone", QCoreApplication.translate("SyncForm", u"fine", None))
        pass
    # retranslateUi

