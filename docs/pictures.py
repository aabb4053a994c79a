"""The pictures of the README: `make run` in one window, in another `.venv/bin/python docs/pictures.py`.

Wants Chromium, and pdftoppm (package poppler-utils) for the printed contract. A program elsewhere:
`docs/pictures.py http://localhost:8001`.
"""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
SCREEN = {"width": 1349, "height": 620}
LARGEST = 120_000  # bytes
PAPER_WIDTH = 800  # dots


def keep(name: str, picture: bytes) -> None:
    """As a PNG with a palette: a page has few colours. Stops where it grows too large."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    path = HERE / f"{name}.png"
    image.quantize(colors=128, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} kB")
    if size > LARGEST:
        sys.exit(f"{path.name} jest za duży: najwyżej {LARGEST // 1000} kB.")


def log_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/konto/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", "demo")
    page.get_by_role("button", name="Zaloguj", exact=True).click()
    page.wait_for_selector(".user-menu")


def desk(page: Page, address: str) -> None:
    """Of somebody who opened two files before."""
    for row in (0, 1):
        page.goto(f"{address}/osoby/")
        page.locator("main table a").nth(row).click()
        page.wait_for_selector("nav[aria-label='Karta osoby']")
    page.goto(f"{address}/")
    keep("desk", page.screenshot())


def month_sheet(page: Page, address: str) -> None:
    """The longest sheet of the month before this one, with the cursor in it."""
    page.goto(f"{address}/psu/miejsca/")
    page.get_by_role("row", name="Szkoła Podstawowa nr 3").get_by_role("link").nth(1).click()
    page.wait_for_selector("table.month-sheet, .month-sheet table")
    page.locator(".month-sheet input:not([type=hidden])").nth(4).focus()
    page.wait_for_timeout(300)
    keep("month-sheet", page.screenshot())


def contract(page: Page, address: str) -> None:
    """The first page of the paper that waits for a signature."""
    page.goto(f"{address}/kontrakty/?stan=do-podpisu")
    page.locator("main table a").first.click()
    paper = page.locator("main a[href*='/wydruki/']").first.get_attribute("href")
    pdf = page.request.get(address + paper).body()
    command = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-scale-to-x", str(PAPER_WIDTH)]
    drawn = subprocess.run(
        [*command, "-scale-to-y", "-1", "-"], input=pdf, capture_output=True, check=True
    )
    keep("contract", drawn.stdout)


SHOWN = {"koordynatorka": [desk, month_sheet], "socjalny2": [contract]}


def main() -> None:
    address = (sys.argv[1:] or ["http://localhost:8000"])[0].rstrip("/")
    if not CHROMIUM or not shutil.which("pdftoppm"):
        sys.exit("Potrzebne są Chromium (albo CHROMIUM=ścieżka) i pdftoppm (pakiet poppler-utils).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for login, pictures in SHOWN.items():
            page = browser.new_context(viewport=SCREEN, locale="pl-PL").new_page()
            log_in(page, address, login)
            for picture in pictures:
                picture(page, address)
        browser.close()


if __name__ == "__main__":
    main()
