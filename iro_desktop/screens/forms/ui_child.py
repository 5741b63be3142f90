# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'child.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from iro_desktop.screens.child.people_part import PeoplePart
from iro_desktop.screens.child.reviews_table import ReviewsTable

class Ui_ChildForm(object):
    def setupUi(self, ChildForm):
        if not ChildForm.objectName():
            ChildForm.setObjectName(u"ChildForm")
        self.whole = QVBoxLayout(ChildForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 16)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.setObjectName(u"head")
        self.who = QVBoxLayout()
        self.who.setSpacing(2)
        self.who.setObjectName(u"who")
        self.name_label = QLabel(ChildForm)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setWordWrap(True)

        self.who.addWidget(self.name_label)

        self.likes_label = QLabel(ChildForm)
        self.likes_label.setObjectName(u"likes_label")
        self.likes_label.setWordWrap(True)

        self.who.addWidget(self.likes_label)


        self.head.addLayout(self.who)


        self.whole.addLayout(self.head)

        self.careful_strip = QFrame(ChildForm)
        self.careful_strip.setObjectName(u"careful_strip")
        self.careful_row = QHBoxLayout(self.careful_strip)
        self.careful_row.setSpacing(12)
        self.careful_row.setObjectName(u"careful_row")
        self.careful_row.setContentsMargins(16, 6, 8, 6)
        self.careful_label = QLabel(self.careful_strip)
        self.careful_label.setObjectName(u"careful_label")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.careful_label.sizePolicy().hasHeightForWidth())
        self.careful_label.setSizePolicy(sizePolicy)
        self.careful_label.setWordWrap(True)

        self.careful_row.addWidget(self.careful_label)

        self.careful_button = QPushButton(self.careful_strip)
        self.careful_button.setObjectName(u"careful_button")
        self.careful_button.setCheckable(True)

        self.careful_row.addWidget(self.careful_button)


        self.whole.addWidget(self.careful_strip)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(12)
        self.columns.setObjectName(u"columns")
        self.left = QVBoxLayout()
        self.left.setSpacing(12)
        self.left.setObjectName(u"left")
        self.next_card = QFrame(ChildForm)
        self.next_card.setObjectName(u"next_card")
        self.next_box = QVBoxLayout(self.next_card)
        self.next_box.setSpacing(8)
        self.next_box.setObjectName(u"next_box")
        self.next_box.setContentsMargins(16, 12, 16, 14)
        self.next_title = QLabel(self.next_card)
        self.next_title.setObjectName(u"next_title")
        self.next_title.setWordWrap(True)

        self.next_box.addWidget(self.next_title)

        self.due_label = QLabel(self.next_card)
        self.due_label.setObjectName(u"due_label")
        self.due_label.setMargin(8)
        self.due_label.setWordWrap(True)

        self.next_box.addWidget(self.due_label)

        self.booked_label = QLabel(self.next_card)
        self.booked_label.setObjectName(u"booked_label")
        self.booked_label.setWordWrap(True)

        self.next_box.addWidget(self.booked_label)

        self.why_label = QLabel(self.next_card)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.next_box.addWidget(self.why_label)

        self.clocks_label = QLabel(self.next_card)
        self.clocks_label.setObjectName(u"clocks_label")
        self.clocks_label.setWordWrap(True)

        self.next_box.addWidget(self.clocks_label)

        self.next_actions = QWidget(self.next_card)
        self.next_actions.setObjectName(u"next_actions")

        self.next_box.addWidget(self.next_actions)


        self.left.addWidget(self.next_card)

        self.promises_card = QFrame(ChildForm)
        self.promises_card.setObjectName(u"promises_card")
        self.promises_box = QVBoxLayout(self.promises_card)
        self.promises_box.setSpacing(6)
        self.promises_box.setObjectName(u"promises_box")
        self.promises_box.setContentsMargins(16, 12, 16, 14)
        self.promises_title = QLabel(self.promises_card)
        self.promises_title.setObjectName(u"promises_title")
        self.promises_title.setWordWrap(True)

        self.promises_box.addWidget(self.promises_title)

        self.promises_none = QLabel(self.promises_card)
        self.promises_none.setObjectName(u"promises_none")
        self.promises_none.setWordWrap(True)

        self.promises_box.addWidget(self.promises_none)

        self.promises_list = QVBoxLayout()
        self.promises_list.setSpacing(8)
        self.promises_list.setObjectName(u"promises_list")

        self.promises_box.addLayout(self.promises_list)


        self.left.addWidget(self.promises_card)

        self.reviews_card = QFrame(ChildForm)
        self.reviews_card.setObjectName(u"reviews_card")
        self.reviews_box = QVBoxLayout(self.reviews_card)
        self.reviews_box.setSpacing(6)
        self.reviews_box.setObjectName(u"reviews_box")
        self.reviews_box.setContentsMargins(16, 12, 16, 14)
        self.reviews_title = QLabel(self.reviews_card)
        self.reviews_title.setObjectName(u"reviews_title")
        self.reviews_title.setWordWrap(True)

        self.reviews_box.addWidget(self.reviews_title)

        self.reviews_none = QLabel(self.reviews_card)
        self.reviews_none.setObjectName(u"reviews_none")
        self.reviews_none.setWordWrap(True)

        self.reviews_box.addWidget(self.reviews_none)

        self.reviews_table = ReviewsTable(self.reviews_card)
        self.reviews_table.setObjectName(u"reviews_table")

        self.reviews_box.addWidget(self.reviews_table)

        self.reviews_actions = QWidget(self.reviews_card)
        self.reviews_actions.setObjectName(u"reviews_actions")

        self.reviews_box.addWidget(self.reviews_actions)


        self.left.addWidget(self.reviews_card)

        self.left_end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.left.addItem(self.left_end)


        self.columns.addLayout(self.left)

        self.right = QVBoxLayout()
        self.right.setSpacing(12)
        self.right.setObjectName(u"right")
        self.home_card = QFrame(ChildForm)
        self.home_card.setObjectName(u"home_card")
        self.home_box = QVBoxLayout(self.home_card)
        self.home_box.setSpacing(6)
        self.home_box.setObjectName(u"home_box")
        self.home_box.setContentsMargins(16, 12, 16, 14)
        self.home_title = QLabel(self.home_card)
        self.home_title.setObjectName(u"home_title")
        self.home_title.setWordWrap(True)

        self.home_box.addWidget(self.home_title)

        self.home_label = QLabel(self.home_card)
        self.home_label.setObjectName(u"home_label")
        self.home_label.setWordWrap(True)

        self.home_box.addWidget(self.home_label)

        self.address_button = QPushButton(self.home_card)
        self.address_button.setObjectName(u"address_button")

        self.home_box.addWidget(self.address_button)

        self.address_label = QLabel(self.home_card)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setWordWrap(True)

        self.home_box.addWidget(self.address_label)


        self.right.addWidget(self.home_card)

        self.people_card = QFrame(ChildForm)
        self.people_card.setObjectName(u"people_card")
        self.people_box = QVBoxLayout(self.people_card)
        self.people_box.setSpacing(6)
        self.people_box.setObjectName(u"people_box")
        self.people_box.setContentsMargins(16, 12, 16, 14)
        self.people_title = QLabel(self.people_card)
        self.people_title.setObjectName(u"people_title")
        self.people_title.setWordWrap(True)

        self.people_box.addWidget(self.people_title)

        self.people = PeoplePart(self.people_card)
        self.people.setObjectName(u"people")

        self.people_box.addWidget(self.people)


        self.right.addWidget(self.people_card)

        self.story_card = QFrame(ChildForm)
        self.story_card.setObjectName(u"story_card")
        self.story_box = QVBoxLayout(self.story_card)
        self.story_box.setSpacing(6)
        self.story_box.setObjectName(u"story_box")
        self.story_box.setContentsMargins(16, 12, 16, 14)
        self.story_title = QLabel(self.story_card)
        self.story_title.setObjectName(u"story_title")
        self.story_title.setWordWrap(True)

        self.story_box.addWidget(self.story_title)

        self.story_none = QLabel(self.story_card)
        self.story_none.setObjectName(u"story_none")
        self.story_none.setWordWrap(True)

        self.story_box.addWidget(self.story_none)

        self.story_list = QVBoxLayout()
        self.story_list.setSpacing(4)
        self.story_list.setObjectName(u"story_list")

        self.story_box.addLayout(self.story_list)


        self.right.addWidget(self.story_card)

        self.right_end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.right.addItem(self.right_end)


        self.columns.addLayout(self.right)

        self.columns.setStretch(0, 3)
        self.columns.setStretch(1, 2)

        self.whole.addLayout(self.columns)

        self.whole.setStretch(2, 1)

        self.retranslateUi(ChildForm)
    # setupUi

    def retranslateUi(self, ChildForm):
        self.name_label.setText("")
        self.name_label.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"title", None))
        self.likes_label.setText("")
        self.likes_label.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"muted", None))
        self.careful_strip.setProperty(u"tone", QCoreApplication.translate("ChildForm", u"soon", None))
        self.careful_label.setText("")
        self.careful_button.setText(QCoreApplication.translate("ChildForm", u"Sho&w", None))
        self.next_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.next_title.setText(QCoreApplication.translate("ChildForm", u"Next review", None))
        self.next_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.due_label.setText("")
        self.due_label.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"large", None))
        self.booked_label.setText("")
        self.why_label.setText("")
        self.clocks_label.setText("")
        self.clocks_label.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"muted", None))
        self.promises_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.promises_title.setText(QCoreApplication.translate("ChildForm", u"Promised last time", None))
        self.promises_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.promises_none.setText(QCoreApplication.translate("ChildForm", u"No decisions are on record yet.", None))
        self.promises_none.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"muted", None))
        self.reviews_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.reviews_title.setText(QCoreApplication.translate("ChildForm", u"Reviews", None))
        self.reviews_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.reviews_none.setText(QCoreApplication.translate("ChildForm", u"No reviews are on record yet.", None))
        self.reviews_none.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"muted", None))
        self.home_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.home_title.setText(QCoreApplication.translate("ChildForm", u"Home", None))
        self.home_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.home_label.setText("")
        self.address_button.setText(QCoreApplication.translate("ChildForm", u"Show the &address", None))
        self.address_button.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"link", None))
        self.address_label.setText("")
        self.people_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.people_title.setText(QCoreApplication.translate("ChildForm", u"People", None))
        self.people_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.story_card.setProperty(u"kind", QCoreApplication.translate("ChildForm", u"card", None))
        self.story_title.setText(QCoreApplication.translate("ChildForm", u"Story so far", None))
        self.story_title.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"label", None))
        self.story_none.setText(QCoreApplication.translate("ChildForm", u"Nothing is on record yet.", None))
        self.story_none.setProperty(u"text_role", QCoreApplication.translate("ChildForm", u"muted", None))
        pass
    # retranslateUi

