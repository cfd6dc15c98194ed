"""Drills: what is promised of durability, tried on a site that really runs.

python -m drills kill --times 300        # kill -9 while people upload, save and change stages
python -m drills backup --times 20       # backups while four people write, restored and verified
python -m tests.cluster python -m drills kill --times 300      # the same on PostgreSQL
"""
