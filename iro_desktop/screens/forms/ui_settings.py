# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout)

from iro_desktop.screens.widgets.choice_box import ChoiceBox

class Ui_SettingsForm(object):
    def setupUi(self, SettingsForm):
        if not SettingsForm.objectName():
            SettingsForm.setObjectName(u"SettingsForm")
        self.whole = QVBoxLayout(SettingsForm)
        self.whole.setSpacing(12)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(20, 12, 20, 16)
        self.title_label = QLabel(SettingsForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.look_card = QFrame(SettingsForm)
        self.look_card.setObjectName(u"look_card")
        self.look_box = QVBoxLayout(self.look_card)
        self.look_box.setSpacing(8)
        self.look_box.setObjectName(u"look_box")
        self.look_box.setContentsMargins(16, 12, 16, 14)
        self.size_label = QLabel(self.look_card)
        self.size_label.setObjectName(u"size_label")
        self.size_label.setWordWrap(True)

        self.look_box.addWidget(self.size_label)

        self.size_row = QHBoxLayout()
        self.size_row.setObjectName(u"size_row")
        self.size_choice = ChoiceBox(self.look_card)
        self.size_choice.setObjectName(u"size_choice")

        self.size_row.addWidget(self.size_choice)

        self.size_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.size_row.addItem(self.size_gap)


        self.look_box.addLayout(self.size_row)

        self.scheme_label = QLabel(self.look_card)
        self.scheme_label.setObjectName(u"scheme_label")
        self.scheme_label.setWordWrap(True)

        self.look_box.addWidget(self.scheme_label)

        self.scheme_row = QHBoxLayout()
        self.scheme_row.setObjectName(u"scheme_row")
        self.scheme_choice = ChoiceBox(self.look_card)
        self.scheme_choice.setObjectName(u"scheme_choice")

        self.scheme_row.addWidget(self.scheme_choice)

        self.scheme_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.scheme_row.addItem(self.scheme_gap)


        self.look_box.addLayout(self.scheme_row)

        self.contrast_label = QLabel(self.look_card)
        self.contrast_label.setObjectName(u"contrast_label")
        self.contrast_label.setWordWrap(True)

        self.look_box.addWidget(self.contrast_label)


        self.whole.addWidget(self.look_card)

        self.end = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole.addItem(self.end)

#if QT_CONFIG(shortcut)
        self.size_label.setBuddy(self.size_choice)
        self.scheme_label.setBuddy(self.scheme_choice)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SettingsForm)
    # setupUi

    def retranslateUi(self, SettingsForm):
        self.title_label.setText(QCoreApplication.translate("SettingsForm", u"Settings", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"heading", None))
        self.look_card.setProperty(u"kind", QCoreApplication.translate("SettingsForm", u"card", None))
        self.size_label.setText(QCoreApplication.translate("SettingsForm", u"&Text size", None))
        self.size_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.scheme_label.setText(QCoreApplication.translate("SettingsForm", u"&Colours", None))
        self.scheme_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"label", None))
        self.contrast_label.setText(QCoreApplication.translate("SettingsForm", u"Where Windows asks for high contrast, its own colours are used.", None))
        self.contrast_label.setProperty(u"text_role", QCoreApplication.translate("SettingsForm", u"muted", None))
        pass
    # retranslateUi

