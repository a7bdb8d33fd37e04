"""What is recognised in what people paste, however they copied it."""

import pytest

from functions.auth.origin.recognition import host_of, things_in

ACCOUNT = "61109010140000071219812874"


def seen(text: str) -> list[tuple[str, str]]:
    return [(thing.kind, thing.value) for thing in things_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "7K3M-Q2XW-9DTB",
        " 7k3m q2xw 9dtb\n",
        "7K3MQ2XW9DTB",
        "7K3M–Q2XW—9DTB",
        "7K3M - Q2XW - 9DTB",
        "7K3M-\u200bQ2XW-9DTB",
        "Numer tej wiadomości: 7K3M-Q2XW-9DTB. Po nim poznasz, że jest od nas",
        "Numer: 7K3M Q2XW 9DTB.",
    ],
)
def test_a_mails_number_is_known_however_it_was_copied(text: str) -> None:
    assert seen(text) == [("mail", "7K3M-Q2XW-9DTB")]


@pytest.mark.parametrize(
    "text",
    [
        ACCOUNT,
        "61 1090 1014 0000 0712 1981 2874",
        "PL61109010140000071219812874",
        "pl 61-1090-1014-0000-0712-1981-2874",
        "Wpłać na 61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874, dziękujemy",
        "nr rachunku: 61 1090 1014 0000 0712 1981 2874 100,00 zł",
        "６１109010140000071219812874",
    ],
)
def test_an_account_is_known_however_it_was_copied(text: str) -> None:
    assert seen(text) == [("account", ACCOUNT)]


def test_an_account_of_another_country_is_one() -> None:
    assert seen("DE89 3704 0044 0532 0130 00") == [("account", "DE89370400440532013000")]


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("bok@mojbok.example", "bok@mojbok.example"),
        ("Od: mojBOK <BOK@mojbok.EXAMPLE>", "bok@mojbok.example"),
        ("mailto:bok@mojbok.example?subject=x", "bok@mojbok.example"),
        ("bok@mojbok.example.", "bok@mojbok.example"),
        ("mojbok.example@evil.pl", "mojbok.example@evil.pl"),
        ("bok@mоjbok.example", "bok@xn--mjbok-jye.example"),
    ],
)
def test_a_sender_is_known_however_it_was_copied(text: str, sender: str) -> None:
    assert seen(text) == [("sender", sender)]


def test_a_name_that_says_another_address_is_no_sender() -> None:
    assert seen('"bok@mojbok.example" <x@evil.pl>') == [("sender", "x@evil.pl")]


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://mojbok.example/faktury?utm_source=mail&x=1#y", "mojbok.example"),
        ("HTTPS://MOJBOK.EXAMPLE", "mojbok.example"),
        ("mojbok.example", "mojbok.example"),
        ("MOJBOK.EXAMPLE/zaloguj", "mojbok.example"),
        ("https://mojbok.example./", "mojbok.example"),
        ("https://mojbok.example:443/", "mojbok.example"),
        ("https://mojbok.example:8443/", "mojbok.example:8443"),
        ("https://mojbok.example.com.evil.pl/", "mojbok.example.com.evil.pl"),
        ("https://mojbok.example@evil.pl/", "evil.pl"),
        ("https://mojbok.example:x@evil.pl/", "evil.pl"),
        ("https://evil.pl\\@mojbok.example/", "evil.pl"),
        ("https:evil.pl", "evil.pl"),
        ("https:\\\\evil.pl/mojbok.example", "evil.pl"),
        ("https://mojbok.example%2eevil.pl", "mojbok.example.evil.pl"),
        ("https://mоjbok.example/", "xn--mjbok-jye.example"),
        ("mоjbok.exаmple", "xn--mjbok-jye.xn--exmple-4nf"),
        ("https://xn--mjbok-jye.example/", "xn--mjbok-jye.example"),
        ("https://mojbok。example/", "mojbok.example"),
        ("https://mojbok.example\u00ad/", "mojbok.example"),
        ("javascript:location='https://mojbok.example'", ""),
        ("data:text/html,mojbok.example", ""),
        ("<https://mojbok.example/zaloguj>,", "mojbok.example"),
        ("(www.evil.pl)", "www.evil.pl"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmojbok.example%2Ffaktury&data=1",
            "mojbok.example",
        ),
        ("https://www.google.com/url?q=https://evil.pl/mojbok.example&sa=D", "evil.pl"),
        ("https://evil.pl/?url=https://mojbok.example", "evil.pl"),
    ],
)
def test_a_links_host_is_where_a_browser_would_go(link: str, host: str) -> None:
    assert seen(link) == [("link", host)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Czy to od was?",
        "tych danych oraz kwot nikt wam poda",
        "F/2026/11/0012",
        "KL-100200",
        "ZG-7K4M-2QXP",
        "44051401359",
        "+48 718 898 888",
        "26.11.2026",
        "Zapłaciłam.Dziękuję za odpowiedź",
        "Była wpłata.Dziekuje bardzo",
        "590310600000000011",
        "faktura.pdf",
    ],
)
def test_what_is_none_of_these_is_nothing(text: str) -> None:
    assert seen(text) == []


def test_a_whole_mail_is_taken_apart_and_one_thing_told_once() -> None:
    text = f"Od: mojBOK <x@evil.pl>\nZapłać: https://evil.pl/a albo https://evil.pl/a na {ACCOUNT}\nNr 7K3M-Q2XW-9DTB"
    assert seen(text) == [
        ("link", "evil.pl"),
        ("sender", "x@evil.pl"),
        ("account", ACCOUNT),
        ("mail", "7K3M-Q2XW-9DTB"),
    ]
    assert len(things_in(" ".join(f"https://evil{n}.pl" for n in range(50)))) == 50


def test_hosts_of_nonsense_are_nobodys() -> None:
    for link in ("https://", "https:///", "https://" + "a" * 400, "https://[::1]/", "https://.../", "https://%00/"):
        assert host_of(link) != "mojbok.example"
