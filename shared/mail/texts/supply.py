"""The words of mails about a contract's price and a meter's reading: a day and no other personal data."""

from typing import Literal

from shared.locale import Locale
from shared.mail.words import Words

SupplyTemplate = Literal["price_ends", "reading_due"]

SUPPLY_WORDS: dict[SupplyTemplate, dict[Locale, Words]] = {
    "price_ends": {
        "pl": Words(
            "Stała cena energii do {date}",
            "Kończy się stała cena energii",
            (
                "{date} to ostatni dzień stałej ceny w Twojej umowie.",
                "Co będzie potem i do kiedy możesz umowę zmienić albo wypowiedzieć, zobaczysz w {brand}, wśród umów.",
            ),
            "Zobacz umowy",
            after=("Jeśli uzgodniliśmy już nowe warunki, nic nie musisz robić.",),
        ),
        "en": Words(
            "Fixed energy price until {date}",
            "Your fixed energy price ends soon",
            (
                "{date} is the last day of the fixed price in your contract.",
                "What comes next, and until when you can change or end the contract, is in {brand}, among your contracts.",
            ),
            "See your contracts",
            after=("If we have agreed on new terms already, there is nothing you need to do.",),
        ),
        "uk": Words(
            "Фіксована ціна на електроенергію до {date}",
            "Закінчується фіксована ціна",
            (
                "{date} – останній день фіксованої ціни у вашому договорі.",
                "Що буде далі та до коли можна змінити або розірвати договір, дивіться в {brand}, серед договорів.",
            ),
            "Переглянути договори",
            after=("Якщо ми вже узгодили нові умови, нічого робити не потрібно.",),
        ),
    },
    "reading_due": {
        "pl": Words(
            "Podaj odczyt licznika: {date}",
            "Podaj odczyt licznika",
            (
                "{date} kończy się okres rozliczeniowy.",
                "Spisz tego dnia stan licznika i podaj go w {brand}, wśród punktów poboru.",
                "Wtedy rachunek będzie za to, co naprawdę zużyto, a nie za szacunek.",
            ),
            "Podaj odczyt",
            after=("Jeśli odczyt jest już podany, nic nie musisz robić.",),
        ),
        "en": Words(
            "Send a meter reading: {date}",
            "Send a meter reading",
            (
                "The billing period ends on {date}.",
                "Note what the meter shows that day and enter it in {brand}, among your metering points.",
                "Your bill will then be for what was really used, not for an estimate.",
            ),
            "Enter the reading",
            after=("If you have sent the reading already, there is nothing you need to do.",),
        ),
        "uk": Words(
            "Передайте показник лічильника: {date}",
            "Передайте показник лічильника",
            (
                "{date} закінчується розрахунковий період.",
                "Запишіть того дня показник лічильника та передайте його в {brand}, серед точок споживання.",
                "Тоді рахунок-фактура буде за те, що справді спожито, а не за розрахункове значення.",
            ),
            "Передати показник",
            after=("Якщо показник уже передано, нічого робити не потрібно.",),
        ),
    },
}
