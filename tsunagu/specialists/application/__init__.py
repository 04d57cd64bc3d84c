"""申請の手順: the steps as data, what may stand in them, what is missing, the sheet they declare. Plain functions."""
