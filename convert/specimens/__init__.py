"""The project's own XTS notes: engraving tools, motifs, whole notes, and the PDF to print."""
