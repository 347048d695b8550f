"""Rows in and rows out, one at a time, safe in spreadsheets and terminals.

The room knows nothing of what the rows are about.

    out   sinks.open_sink     a row to csv, tsv, json, ndjson, xlsx or a plain table
          files.whole_file    a file that is there whole or not at all
          fields.merge_fields the operator's columns first, the results after them
          safe.visible        text that does nothing in a terminal; safe.harmless: nor in a spreadsheet
          part.Part           what an interrupted output leaves, for a later command to carry on with
    in    rows.read_rows      csv, tsv, ndjson, xlsx, txt, whatever their encoding and delimiter
          lines.read_lines    standard input
          column.find_column  which column is meant
    both  formats             the formats and the suffixes that name them

Import from these files: each loads only what it needs.
`csv`, `json`, XlsxWriter and calamine wait for their use.
"""
