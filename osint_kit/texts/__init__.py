"""The text in a file, line by line, with positions: plain text, web pages, mail, JSON, chat exports.

The room knows nothing of what is looked for in the text, and opens nothing: it is handed a binary stream.

    reading.read_lines   a stream and its form in, `Line` objects out
    reading.form_of      the form that a file's name tells
    lines                where a line stands; lines too long for the memory are cut
    encodings            bytes to characters; what is no text is refused
    chat                 the time stamp before a message in WhatsApp's exports
    pages, mail, values  HTML, RFC 5322 and JSON to lines of text

Everything but mail streams: memory does not grow with the file.
"""
