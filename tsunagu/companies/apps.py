from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "tsunagu.companies"
    label = "companies"
