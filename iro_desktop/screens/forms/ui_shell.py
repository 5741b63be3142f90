# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'shell.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout)

from iro_desktop.screens.widgets.message_bar import MessageBar
from iro_desktop.screens.widgets.offer_bar import OfferBar

class Ui_ShellForm(object):
    def setupUi(self, ShellForm):
        if not ShellForm.objectName():
            ShellForm.setObjectName(u"ShellForm")
        self.whole = QVBoxLayout(ShellForm)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.demonstration_strip = QFrame(ShellForm)
        self.demonstration_strip.setObjectName(u"demonstration_strip")
        self.demonstration_row = QHBoxLayout(self.demonstration_strip)
        self.demonstration_row.setObjectName(u"demonstration_row")
        self.demonstration_row.setContentsMargins(16, 4, 16, 4)
        self.demonstration_label = QLabel(self.demonstration_strip)
        self.demonstration_label.setObjectName(u"demonstration_label")
        self.demonstration_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.demonstration_label.setWordWrap(True)

        self.demonstration_row.addWidget(self.demonstration_label)


        self.whole.addWidget(self.demonstration_strip)

        self.middle = QHBoxLayout()
        self.middle.setSpacing(0)
        self.middle.setObjectName(u"middle")
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.navigation = QFrame(ShellForm)
        self.navigation.setObjectName(u"navigation")
        self.navigation_box = QVBoxLayout(self.navigation)
        self.navigation_box.setSpacing(4)
        self.navigation_box.setObjectName(u"navigation_box")
        self.navigation_box.setContentsMargins(0, 12, 0, 12)
        self.navigation_space = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.navigation_box.addItem(self.navigation_space)


        self.middle.addWidget(self.navigation)

        self.main = QVBoxLayout()
        self.main.setSpacing(0)
        self.main.setObjectName(u"main")
        self.main.setContentsMargins(0, 0, 0, 0)
        self.crumbs = QFrame(ShellForm)
        self.crumbs.setObjectName(u"crumbs")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.crumbs.sizePolicy().hasHeightForWidth())
        self.crumbs.setSizePolicy(sizePolicy)
        self.crumbs_row = QHBoxLayout(self.crumbs)
        self.crumbs_row.setSpacing(8)
        self.crumbs_row.setObjectName(u"crumbs_row")
        self.crumbs_row.setContentsMargins(16, 8, 16, 8)
        self.back_button = QPushButton(self.crumbs)
        self.back_button.setObjectName(u"back_button")

        self.crumbs_row.addWidget(self.back_button)

        self.crumb_label = QLabel(self.crumbs)
        self.crumb_label.setObjectName(u"crumb_label")
        self.crumb_label.setWordWrap(False)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.crumb_label.sizePolicy().hasHeightForWidth())
        self.crumb_label.setSizePolicy(sizePolicy1)

        self.crumbs_row.addWidget(self.crumb_label)

        self.find_button = QPushButton(self.crumbs)
        self.find_button.setObjectName(u"find_button")

        self.crumbs_row.addWidget(self.find_button)


        self.main.addWidget(self.crumbs)

        self.message_bar = MessageBar(ShellForm)
        self.message_bar.setObjectName(u"message_bar")

        self.main.addWidget(self.message_bar)

        self.pages = QStackedWidget(ShellForm)
        self.pages.setObjectName(u"pages")
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(0)
        sizePolicy2.setHeightForWidth(self.pages.sizePolicy().hasHeightForWidth())
        self.pages.setSizePolicy(sizePolicy2)

        self.main.addWidget(self.pages)

        self.main.setStretch(2, 1)

        self.middle.addLayout(self.main)

        self.middle.setStretch(1, 1)

        self.whole.addLayout(self.middle)

        self.offer_bar = OfferBar(ShellForm)
        self.offer_bar.setObjectName(u"offer_bar")

        self.whole.addWidget(self.offer_bar)

        self.status_bar = QFrame(ShellForm)
        self.status_bar.setObjectName(u"status_bar")
        sizePolicy.setHeightForWidth(self.status_bar.sizePolicy().hasHeightForWidth())
        self.status_bar.setSizePolicy(sizePolicy)
        self.status_row = QHBoxLayout(self.status_bar)
        self.status_row.setSpacing(4)
        self.status_row.setObjectName(u"status_row")
        self.status_row.setContentsMargins(16, 2, 16, 2)
        self.saved_label = QLabel(self.status_bar)
        self.saved_label.setObjectName(u"saved_label")
        self.saved_label.setWordWrap(False)

        self.status_row.addWidget(self.saved_label)

        self.status_dot = QLabel(self.status_bar)
        self.status_dot.setObjectName(u"status_dot")

        self.status_row.addWidget(self.status_dot)

        self.office_button = QPushButton(self.status_bar)
        self.office_button.setObjectName(u"office_button")

        self.status_row.addWidget(self.office_button)

        self.status_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.status_row.addItem(self.status_space)

        self.keys_button = QPushButton(self.status_bar)
        self.keys_button.setObjectName(u"keys_button")

        self.status_row.addWidget(self.keys_button)

        self.cover_button = QPushButton(self.status_bar)
        self.cover_button.setObjectName(u"cover_button")

        self.status_row.addWidget(self.cover_button)

        self.lock_button = QPushButton(self.status_bar)
        self.lock_button.setObjectName(u"lock_button")

        self.status_row.addWidget(self.lock_button)


        self.whole.addWidget(self.status_bar)

        self.whole.setStretch(1, 1)

        self.retranslateUi(ShellForm)
    # setupUi

    def retranslateUi(self, ShellForm):
        self.demonstration_strip.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"demonstration", None))
        self.demonstration_label.setText(QCoreApplication.translate("ShellForm", u"DEMONSTRATION: every child and name here is invented", None))
        self.navigation.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"navigation", None))
        self.crumbs.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"crumbs", None))
        self.back_button.setText(QCoreApplication.translate("ShellForm", u"Back", None))
        self.back_button.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"quiet", None))
        self.crumb_label.setText("")
        self.find_button.setText(QCoreApplication.translate("ShellForm", u"Find child  Ctrl+K", None))
        self.status_bar.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"bar", None))
        self.saved_label.setText(QCoreApplication.translate("ShellForm", u"Nothing to save yet", None))
        self.status_dot.setText(QCoreApplication.translate("ShellForm", u"\u00b7", None))
        self.office_button.setText(QCoreApplication.translate("ShellForm", u"On this laptop only", None))
        self.office_button.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"quiet", None))
        self.keys_button.setText(QCoreApplication.translate("ShellForm", u"Keys  F1", None))
        self.keys_button.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"quiet", None))
        self.cover_button.setText(QCoreApplication.translate("ShellForm", u"Hide  Esc Esc", None))
        self.cover_button.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"quiet", None))
        self.lock_button.setText(QCoreApplication.translate("ShellForm", u"Lock  Ctrl+L", None))
        self.lock_button.setProperty(u"kind", QCoreApplication.translate("ShellForm", u"quiet", None))
        pass
    # retranslateUi

