# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'about_you.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication)
from PySide6.QtWidgets import (QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout)

class Ui_AboutYouForm(object):
    def setupUi(self, AboutYouForm):
        if not AboutYouForm.objectName():
            AboutYouForm.setObjectName(u"AboutYouForm")
        self.whole = QVBoxLayout(AboutYouForm)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(32, 24, 32, 24)
        self.title_label = QLabel(AboutYouForm)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.whole.addWidget(self.title_label)

        self.why_label = QLabel(AboutYouForm)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setWordWrap(True)

        self.whole.addWidget(self.why_label)

        self.name_label = QLabel(AboutYouForm)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setWordWrap(True)

        self.whole.addWidget(self.name_label)

        self.name_edit = QLineEdit(AboutYouForm)
        self.name_edit.setObjectName(u"name_edit")

        self.whole.addWidget(self.name_edit)

        self.council_label = QLabel(AboutYouForm)
        self.council_label.setObjectName(u"council_label")
        self.council_label.setWordWrap(True)

        self.whole.addWidget(self.council_label)

        self.council_edit = QLineEdit(AboutYouForm)
        self.council_edit.setObjectName(u"council_edit")

        self.whole.addWidget(self.council_edit)

        self.phone_label = QLabel(AboutYouForm)
        self.phone_label.setObjectName(u"phone_label")
        self.phone_label.setWordWrap(True)

        self.whole.addWidget(self.phone_label)

        self.phone_edit = QLineEdit(AboutYouForm)
        self.phone_edit.setObjectName(u"phone_edit")

        self.whole.addWidget(self.phone_edit)

        self.email_label = QLabel(AboutYouForm)
        self.email_label.setObjectName(u"email_label")
        self.email_label.setWordWrap(True)

        self.whole.addWidget(self.email_label)

        self.email_edit = QLineEdit(AboutYouForm)
        self.email_edit.setObjectName(u"email_edit")

        self.whole.addWidget(self.email_edit)

        self.helpline_label = QLabel(AboutYouForm)
        self.helpline_label.setObjectName(u"helpline_label")
        self.helpline_label.setWordWrap(True)

        self.whole.addWidget(self.helpline_label)

        self.helpline_edit = QLineEdit(AboutYouForm)
        self.helpline_edit.setObjectName(u"helpline_edit")

        self.whole.addWidget(self.helpline_edit)

        self.problem_label = QLabel(AboutYouForm)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setMargin(8)
        self.problem_label.setWordWrap(True)

        self.whole.addWidget(self.problem_label)

        self.actions = QHBoxLayout()
        self.actions.setObjectName(u"actions")
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.actions.addItem(self.gap)

        self.go_button = QPushButton(AboutYouForm)
        self.go_button.setObjectName(u"go_button")

        self.actions.addWidget(self.go_button)


        self.whole.addLayout(self.actions)

#if QT_CONFIG(shortcut)
        self.name_label.setBuddy(self.name_edit)
        self.council_label.setBuddy(self.council_edit)
        self.phone_label.setBuddy(self.phone_edit)
        self.email_label.setBuddy(self.email_edit)
        self.helpline_label.setBuddy(self.helpline_edit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(AboutYouForm)

        self.go_button.setDefault(True)

    # setupUi

    def retranslateUi(self, AboutYouForm):
        self.title_label.setText(QCoreApplication.translate("AboutYouForm", u"About you", None))
        self.title_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"title", None))
        self.why_label.setText(QCoreApplication.translate("AboutYouForm", u"This stands in your letters and records, so that children know who writes to them. You can change it later, all but the council's name.", None))
        self.name_label.setText(QCoreApplication.translate("AboutYouForm", u"Your &name", None))
        self.name_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"label", None))
        self.council_label.setText(QCoreApplication.translate("AboutYouForm", u"Your &council", None))
        self.council_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"label", None))
        self.phone_label.setText(QCoreApplication.translate("AboutYouForm", u"Your &phone, for letters", None))
        self.phone_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"label", None))
        self.email_label.setText(QCoreApplication.translate("AboutYouForm", u"Your &email, for letters", None))
        self.email_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"label", None))
        self.helpline_label.setText(QCoreApplication.translate("AboutYouForm", u"How a child here gets an &advocate or complains, in one sentence", None))
        self.helpline_label.setProperty(u"text_role", QCoreApplication.translate("AboutYouForm", u"label", None))
        self.problem_label.setText("")
        self.problem_label.setProperty(u"tone", QCoreApplication.translate("AboutYouForm", u"late", None))
        self.go_button.setText(QCoreApplication.translate("AboutYouForm", u"Start", None))
        self.go_button.setProperty(u"kind", QCoreApplication.translate("AboutYouForm", u"primary", None))
        pass
    # retranslateUi

