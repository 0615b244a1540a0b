#!/usr/bin/env python3
"""Makes Tests/DatasetsTests/Fixtures/layouts.json: layouts of folders, with what torchvision's ImageFolder makes of them.

    folder_layouts.py

A file is a picture of one pixel whose grey tells its number, text, or nothing, by its kind. Of each layout the JSON has
the files to make, the classes, and the numbers of the pictures in their order with their labels; `error` where
ImageFolder refuses the folder. Needs Pillow, torch and torchvision.
"""

import json
import os
import pathlib
import tempfile

from PIL import Image
from torchvision.datasets import ImageFolder

FILE = pathlib.Path(__file__).parents[1] / "DatasetsTests/Fixtures/layouts.json"

# A path with a slash behind it is a folder; "a -> b" a link to b; what begins with "text:" is no picture.
LAYOUTS = {
    "two classes": ["cat/1.png", "cat/2.png", "dog/1.png"],
    "classes in the order of their bytes": ["b/1.png", "B/1.png", "a/1.png", "_/1.png", "10/1.png", "9/1.png"],
    "names in the order of their bytes": ["a/10.png", "a/9.png", "a/B.png", "a/a.png", "a/Z.png"],
    "folders in folders": ["a/x/1.png", "a/x/y/2.png", "a/3.png", "b/z/4.png"],
    "folders by their whole paths": ["a/x/1.png", "a/x-y/2.png", "a/x.y/3.png", "a/z.png", "a/a.png"],
    "deep": ["a/1/2/3/4/5/6/7/1.png", "b/1.png"],
    "names beyond ASCII": ["Ä/ö.png", "Ä/o.png", "é/1.png", "日本/1.png", "z/1.png", "😀/1.png"],
    "composed and decomposed": ["\u00e9/1.png", "e\u0301/1.png"],
    "spaces": ["a cat/my picture.png", " lead/1.png", "trail /1.png"],
    "points": ["a.b/1.png", "a/1.2.3.png", "c/x.png.png"],
    "quotes and signs": ["it's/1.png", "50%/1.png", "a&b/1.png", "$x/1.png", "a;b/1.png"],
    "newline": ["a\nb/1.png", "c/1.png"],
    "upper-case endings": ["a/1.PNG", "a/2.Png", "b/3.png"],
    "other endings": ["a/1.jpg", "a/2.jpeg", "a/3.bmp", "a/4.webp", "a/5.tif", "a/6.tiff", "a/7.ppm", "a/8.pgm"],
    "text beside pictures": ["a/1.png", "text:a/notes.txt", "b/1.png", "text:b/labels.csv"],
    "text at the root": ["a/1.png", "b/1.png", "text:README.md", "text:labels.csv"],
    "pictures at the root": ["a/1.png", "b/1.png", "stray.png"],
    "one class": ["only/1.png", "only/2.png"],
    "numbered classes": ["0/1.png", "1/1.png", "10/1.png", "2/1.png"],
    "many files": [f"a/{number}.png" for number in range(25)] + ["b/0.png"],
    "a link to a picture": ["a/1.png", "a/2.png -> a/1.png", "b/1.png"],
    "a link to a folder": ["a/1.png", "b -> a", "c/1.png"],
    "a link within a class": ["a/x/1.png", "a/y -> a/x", "b/1.png"],
    "an empty class": ["a/1.png", "b/"],
    "a class of text": ["a/1.png", "text:b/notes.txt"],
    "an empty folder": [],
    "text alone": ["text:notes.txt"],
    "an empty folder within a class": ["a/1.png", "a/x/", "b/1.png"],
    "folders alone within a class": ["a/x/1.png", "b/x/1.png"],
    "equal names in classes": ["a/1.png", "b/1.png", "c/1.png"],
    "long names": ["a/" + "x" * 200 + ".png", "b" * 200 + "/1.png"],
    "tilde and dash": ["~/1.png", "-a/1.png", "--/1.png"],
    "brackets and stars": ["a[1]/1.png", "a*/1.png", "a?/1.png", "{x}/1.png"],
    "case alone": ["cat/1.png", "Cat/1.png", "CAT/1.png"],
    "digits and letters": ["a1/1.png", "a10/1.png", "a2/1.png"],
    "dashes and dots sort": ["a-b/1.png", "a.b/1.png", "a_b/1.png", "ab/1.png", "a b/1.png"],
    "a name of an ending": ["png/1.png", ".png/1.png", "a/1.png"],
    "Latin-1": ["caf\udce9/1.png", "caf\u00e9/1.png", "cafe/1.png"],
}


def make(root, files):
    """Makes the files of a layout; returns the number of each picture by its path."""
    numbers = {}
    for spelling in files:
        path, _, target = spelling.partition(" -> ")
        path = path.removeprefix("text:")
        place = os.path.join(root, path)
        if path.endswith("/"):
            os.makedirs(place, exist_ok=True)
            continue
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if target:
            os.symlink(os.path.join(root, target), place)
        elif spelling.startswith("text:"):
            pathlib.Path(place).write_text("no picture")
        else:
            numbers[place] = len(numbers)
            Image.new("L", (1, 1), numbers[place]).save(place, "PNG")
    return numbers


def result(files):
    with tempfile.TemporaryDirectory() as root:
        make(root, files)
        try:
            folder = ImageFolder(root)
        except (FileNotFoundError, RuntimeError) as error:
            return {"error": str(error).split(" in ")[0].split(" for ")[0].replace(root, "ROOT")}
        # A name that is no UTF-8 stands with a mark in the place of what is none.
        names = [os.fsencode(name).decode(errors="replace") for name in folder.classes]
        return {
            "classes": names, "pictures": [picture.convert("L").getpixel((0, 0)) for picture, _ in folder],
            "labels": [label for _, label in folder]}


def spelled(files):
    """The files as JSON holds them, bytes that are no UTF-8 written as %XX."""
    return ["".join(f"%{ord(c) - 0xdc00:02X}" if 0xdc80 <= ord(c) <= 0xdcff else c.replace("%", "%25") for c in file)
            for file in files]


contents = [{"name": name, "files": spelled(files), **result(files)} for name, files in LAYOUTS.items()]
FILE.write_text(json.dumps(contents, indent=1, ensure_ascii=True) + "\n")
print(f"{FILE}: {len(contents)} layouts, {FILE.stat().st_size} bytes")
