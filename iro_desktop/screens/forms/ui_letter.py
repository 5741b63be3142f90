# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'letter.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.letter.paper import Paper
from iro_desktop.screens.widgets.choice_box import ChoiceBox
from iro_desktop.screens.widgets.message_bar import MessageBar

class Ui_LetterForm(object):
    def setupUi(self, LetterForm):
        if not LetterForm.objectName():
            LetterForm.setObjectName(u"LetterForm")
        self.whole_layout = QVBoxLayout(LetterForm)
        self.whole_layout.setSpacing(12)
        self.whole_layout.setObjectName(u"whole_layout")
        self.whole_layout.setContentsMargins(24, 16, 24, 12)
        self.header_layout = QHBoxLayout()
        self.header_layout.setSpacing(12)
        self.header_layout.setObjectName(u"header_layout")
        self.title_label = QLabel(LetterForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.header_layout.addWidget(self.title_label)

        self.band_layout = QHBoxLayout()
        self.band_layout.setSpacing(8)
        self.band_layout.setObjectName(u"band_layout")
        self.band_label = QLabel(LetterForm)
        self.band_label.setObjectName(u"band_label")

        self.band_layout.addWidget(self.band_label)

        self.band_combo = ChoiceBox(LetterForm)
        self.band_combo.setObjectName(u"band_combo")

        self.band_layout.addWidget(self.band_combo)


        self.header_layout.addLayout(self.band_layout)

        self.pictures_check = QCheckBox(LetterForm)
        self.pictures_check.setObjectName(u"pictures_check")

        self.header_layout.addWidget(self.pictures_check)

        self.word_button = QPushButton(LetterForm)
        self.word_button.setObjectName(u"word_button")

        self.header_layout.addWidget(self.word_button)

        self.header_layout.setStretch(0, 1)

        self.whole_layout.addLayout(self.header_layout)

        self.message_bar = MessageBar(LetterForm)
        self.message_bar.setObjectName(u"message_bar")

        self.whole_layout.addWidget(self.message_bar)

        self.counts_layout = QHBoxLayout()
        self.counts_layout.setSpacing(12)
        self.counts_layout.setObjectName(u"counts_layout")
        self.page_button = QPushButton(LetterForm)
        self.page_button.setObjectName(u"page_button")
        self.page_button.setCheckable(True)

        self.counts_layout.addWidget(self.page_button)

        self.next_button = QPushButton(LetterForm)
        self.next_button.setObjectName(u"next_button")

        self.counts_layout.addWidget(self.next_button)

        self.counts_label = QLabel(LetterForm)
        self.counts_label.setObjectName(u"counts_label")
        self.counts_label.setWordWrap(True)

        self.counts_layout.addWidget(self.counts_label)

        self.counts_layout.setStretch(2, 1)

        self.whole_layout.addLayout(self.counts_layout)

        self.finding_card = QFrame(LetterForm)
        self.finding_card.setObjectName(u"finding_card")
        self.finding_layout = QVBoxLayout(self.finding_card)
        self.finding_layout.setSpacing(6)
        self.finding_layout.setObjectName(u"finding_layout")
        self.finding_layout.setContentsMargins(16, 8, 16, 8)
        self.finding_label = QLabel(self.finding_card)
        self.finding_label.setObjectName(u"finding_label")
        self.finding_label.setWordWrap(True)

        self.finding_layout.addWidget(self.finding_label)

        self.fix_layout = QHBoxLayout()
        self.fix_layout.setSpacing(8)
        self.fix_layout.setObjectName(u"fix_layout")
        self.fix_button = QPushButton(self.finding_card)
        self.fix_button.setObjectName(u"fix_button")

        self.fix_layout.addWidget(self.fix_button)

        self.stand_button = QPushButton(self.finding_card)
        self.stand_button.setObjectName(u"stand_button")

        self.fix_layout.addWidget(self.stand_button)

        self.fix_spacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.fix_layout.addItem(self.fix_spacer)

        self.fix_layout.setStretch(2, 1)

        self.finding_layout.addLayout(self.fix_layout)

        self.reason_layout = QHBoxLayout()
        self.reason_layout.setSpacing(8)
        self.reason_layout.setObjectName(u"reason_layout")
        self.reason_edit = QLineEdit(self.finding_card)
        self.reason_edit.setObjectName(u"reason_edit")

        self.reason_layout.addWidget(self.reason_edit)

        self.reason_button = QPushButton(self.finding_card)
        self.reason_button.setObjectName(u"reason_button")

        self.reason_layout.addWidget(self.reason_button)

        self.reason_layout.setStretch(0, 1)

        self.finding_layout.addLayout(self.reason_layout)

        self.reason_wrong = QLabel(self.finding_card)
        self.reason_wrong.setObjectName(u"reason_wrong")
        self.reason_wrong.setWordWrap(True)

        self.finding_layout.addWidget(self.reason_wrong)


        self.whole_layout.addWidget(self.finding_card)

        self.panes_layout = QHBoxLayout()
        self.panes_layout.setSpacing(16)
        self.panes_layout.setObjectName(u"panes_layout")
        self.parts_area = QScrollArea(LetterForm)
        self.parts_area.setObjectName(u"parts_area")
        self.parts_area.setWidgetResizable(True)
        self.parts_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.parts_area.setFrameShape(QFrame.Shape.NoFrame)
        self.parts_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts_page = QWidget()
        self.parts_page.setObjectName(u"parts_page")
        self.parts_layout = QVBoxLayout(self.parts_page)
        self.parts_layout.setSpacing(12)
        self.parts_layout.setObjectName(u"parts_layout")
        self.parts_layout.setContentsMargins(4, 4, 12, 4)
        self.parts_area.setWidget(self.parts_page)

        self.panes_layout.addWidget(self.parts_area)

        self.paper = Paper(LetterForm)
        self.paper.setObjectName(u"paper")

        self.panes_layout.addWidget(self.paper)

        self.checks_pane = QWidget(LetterForm)
        self.checks_pane.setObjectName(u"checks_pane")
        self.checks_layout = QVBoxLayout(self.checks_pane)
        self.checks_layout.setSpacing(8)
        self.checks_layout.setObjectName(u"checks_layout")
        self.checks_layout.setContentsMargins(0, 0, 0, 0)
        self.checks_label = QLabel(self.checks_pane)
        self.checks_label.setObjectName(u"checks_label")
        self.checks_label.setWordWrap(True)

        self.checks_layout.addWidget(self.checks_label)

        self.checks_list = QListWidget(self.checks_pane)
        self.checks_list.setObjectName(u"checks_list")
        self.checks_list.setWordWrap(True)
        self.checks_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.checks_layout.addWidget(self.checks_list)

        self.reading_label = QLabel(self.checks_pane)
        self.reading_label.setObjectName(u"reading_label")
        self.reading_label.setWordWrap(True)

        self.checks_layout.addWidget(self.reading_label)


        self.panes_layout.addWidget(self.checks_pane)

        self.panes_layout.setStretch(0, 4)
        self.panes_layout.setStretch(1, 4)
        self.panes_layout.setStretch(2, 3)

        self.whole_layout.addLayout(self.panes_layout)

#if QT_CONFIG(shortcut)
        self.band_label.setBuddy(self.band_combo)
        self.checks_label.setBuddy(self.checks_list)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(LetterForm)
    # setupUi

    def retranslateUi(self, LetterForm):
        self.title_label.setText(QCoreApplication.translate("LetterForm", u"Letter", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("LetterForm", u"heading", None))
        self.band_label.setText(QCoreApplication.translate("LetterForm", u"&For", None))
        self.band_label.setProperty(u"text_role", QCoreApplication.translate("LetterForm", u"muted", None))
#if QT_CONFIG(accessibility)
        self.band_combo.setAccessibleName(QCoreApplication.translate("LetterForm", u"Whom the letter is pitched to", None))
#endif // QT_CONFIG(accessibility)
        self.pictures_check.setText(QCoreApplication.translate("LetterForm", u"&Pictures", None))
        self.word_button.setText(QCoreApplication.translate("LetterForm", u"&Save as Word\u2026", None))
        self.word_button.setProperty(u"kind", QCoreApplication.translate("LetterForm", u"primary", None))
#if QT_CONFIG(tooltip)
        self.word_button.setToolTip(QCoreApplication.translate("LetterForm", u"Ctrl+Shift+S", None))
#endif // QT_CONFIG(tooltip)
        self.page_button.setText(QCoreApplication.translate("LetterForm", u"S&ee the page", None))
        self.page_button.setProperty(u"kind", QCoreApplication.translate("LetterForm", u"chip", None))
        self.next_button.setText(QCoreApplication.translate("LetterForm", u"Next finding (F7)", None))
        self.next_button.setProperty(u"kind", QCoreApplication.translate("LetterForm", u"chip", None))
        self.counts_label.setText("")
        self.counts_label.setProperty(u"text_role", QCoreApplication.translate("LetterForm", u"muted", None))
        self.finding_card.setProperty(u"tone", QCoreApplication.translate("LetterForm", u"none", None))
        self.finding_label.setText("")
        self.fix_button.setText(QCoreApplication.translate("LetterForm", u"Put it right (F8)", None))
        self.stand_button.setText(QCoreApplication.translate("LetterForm", u"Let it stand, with a reason", None))
#if QT_CONFIG(accessibility)
        self.reason_edit.setAccessibleName(QCoreApplication.translate("LetterForm", u"Reason why it may stand", None))
#endif // QT_CONFIG(accessibility)
        self.reason_edit.setPlaceholderText(QCoreApplication.translate("LetterForm", u"Why may it stay as it is?", None))
        self.reason_button.setText(QCoreApplication.translate("LetterForm", u"Keep this reason", None))
#if QT_CONFIG(accessibility)
        self.paper.setAccessibleName(QCoreApplication.translate("LetterForm", u"The page as it will be", None))
#endif // QT_CONFIG(accessibility)
        self.checks_label.setText(QCoreApplication.translate("LetterForm", u"Checks", None))
        self.checks_label.setProperty(u"text_role", QCoreApplication.translate("LetterForm", u"label", None))
#if QT_CONFIG(accessibility)
        self.checks_list.setAccessibleName(QCoreApplication.translate("LetterForm", u"Findings", None))
#endif // QT_CONFIG(accessibility)
        self.reading_label.setText("")
        self.reading_label.setProperty(u"text_role", QCoreApplication.translate("LetterForm", u"small", None))
        pass
    # retranslateUi

