# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'record_decisions.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_RecordDecisionsForm(object):
    def setupUi(self, RecordDecisionsForm):
        if not RecordDecisionsForm.objectName():
            RecordDecisionsForm.setObjectName(u"RecordDecisionsForm")
        self.whole_layout = QVBoxLayout(RecordDecisionsForm)
        self.whole_layout.setSpacing(12)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(8, 4, 12, 8)
        self.title_label = QLabel(RecordDecisionsForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole_layout.addWidget(self.title_label)

        self.hint_label = QLabel(RecordDecisionsForm)
        self.hint_label.setObjectName(u"hint_label")
        self.hint_label.setWordWrap(True)

        self.whole_layout.addWidget(self.hint_label)

        self.wishes_card = QFrame(RecordDecisionsForm)
        self.wishes_card.setObjectName(u"wishes_card")
        self.wishes_layout = QVBoxLayout(self.wishes_card)
        self.wishes_layout.setSpacing(4)
        self.wishes_layout.setObjectName(u"wishes_layout")
        self.wishes_layout.setContentsMargins(16, 8, 16, 8)
        self.wishes_label = QLabel(self.wishes_card)
        self.wishes_label.setObjectName(u"wishes_label")
        self.wishes_label.setWordWrap(True)

        self.wishes_layout.addWidget(self.wishes_label)


        self.whole_layout.addWidget(self.wishes_card)

        self.cards_layout = QVBoxLayout()
        self.cards_layout.setSpacing(12)
        self.cards_layout.setObjectName(u"cards_layout")

        self.whole_layout.addLayout(self.cards_layout)

        self.add_layout = QHBoxLayout()
        self.add_layout.setSpacing(12)
        self.add_layout.setObjectName(u"add_layout")
        self.add_button = QPushButton(RecordDecisionsForm)
        self.add_button.setObjectName(u"add_button")

        self.add_layout.addWidget(self.add_button)

        self.undo_button = QPushButton(RecordDecisionsForm)
        self.undo_button.setObjectName(u"undo_button")

        self.add_layout.addWidget(self.undo_button)

        self.add_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.add_layout.addItem(self.add_spacer)

        self.add_layout.setStretch(2, 1)

        self.whole_layout.addLayout(self.add_layout)

        self.end_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole_layout.addItem(self.end_spacer)


        self.retranslateUi(RecordDecisionsForm)
    # setupUi

    def retranslateUi(self, RecordDecisionsForm):
        self.title_label.setText(QCoreApplication.translate("RecordDecisionsForm", u"Decisions", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionsForm", u"heading", None))
        self.hint_label.setText(QCoreApplication.translate("RecordDecisionsForm", u"Ctrl+D in any box makes its line a decision. Who and when can wait until here. Ctrl+Enter adds another.", None))
        self.hint_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionsForm", u"muted", None))
        self.wishes_card.setProperty(u"tone", QCoreApplication.translate("RecordDecisionsForm", u"soon", None))
        self.wishes_label.setText(QCoreApplication.translate("RecordDecisionsForm", u"Wishes with no answer yet", None))
        self.wishes_label.setProperty(u"text_role", QCoreApplication.translate("RecordDecisionsForm", u"label", None))
        self.add_button.setText(QCoreApplication.translate("RecordDecisionsForm", u"&Add a decision", None))
#if QT_CONFIG(tooltip)
        self.add_button.setToolTip(QCoreApplication.translate("RecordDecisionsForm", u"Ctrl+Enter", None))
#endif // QT_CONFIG(tooltip)
        self.undo_button.setText(QCoreApplication.translate("RecordDecisionsForm", u"Undo remove", None))
        pass
    # retranslateUi

