"""Documents for paper and for inspection: forms and lists as A4 HTML, tables as CSV and XLSX."""
