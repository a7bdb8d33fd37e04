"""The invented retailer that issues the documents."""

SELLER_NIP = "9990000126"
SELLER = {
    "name": "mojBOK Energia S.A.",
    "street": "ul. Jasna Polana 24",
    "city": "00-999 Warszawa",
    "nip": SELLER_NIP,
    "contact": "bok@mojbok-energia.example.com, tel. 22 000 00 24 (pn.–pt. 8–18)",
    "register": "KRS 0000000024, Sąd Rejonowy dla m.st. Warszawy; kapitał zakładowy 24 000 000,00 zł, wpłacony",
}
