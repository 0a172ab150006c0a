import os
import tempfile

os.environ.setdefault("AMENDS_STATE", tempfile.mkdtemp())
