"""Kinds of files the vault keeps. Periods per kind: data/retention.yaml."""

from tsunagu.base.labels import LabelledEnum


class FileKind(LabelledEnum):
    EVIDENCE = "evidence", "確認書類"
    UPLOAD = "upload", "受け取ったファイル"
    PAPER = "paper", "作成した書類"
    PHOTO = "photo", "写真"
