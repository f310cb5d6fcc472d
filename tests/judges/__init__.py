"""Independent judges in other languages, fetched once from Maven Central into a folder git does not keep."""
