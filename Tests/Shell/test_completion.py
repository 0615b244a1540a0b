"""What Tab offers behind `darkroom` in bash, fish and zsh."""

import shutil

import pytest
from shells import bash, fish, script, zsh

# A line, words that are offered for it, and words that are not.
LINES = [
    ("darkroom ", {"run", "check", "help", "completion"}, {"train", "lesson.darkroom"}),
    ("darkroom run ", {"lesson.darkroom", "data"}, {"loss.png", "notes.txt", "lesson.ipynb"}),
    ("darkroom about ", {"loss.png", "data"}, {"lesson.darkroom", "notes.txt"}),
    ("darkroom convert ", {"lesson.darkroom", "lesson.ipynb"}, {"loss.png"}),
    ("darkroom run lesson.darkroom --set ", {"epochs=", "size="}, {"loss.png"}),
    ("darkroom run lesson.darkroom --set epochs=", {"epochs=10"}, {"loss.png", "size="}),
    ("darkroom run lesson.darkroom --set kind=r", {"kind=roc"}, {"loss.png", "size=", "kind=precision-recall"}),
    ("darkroom run lesson.darkroom --pictures ", {"kitty", "sixel", "off"}, {"loss.png"}),
    ("darkroom help ", {"train", "conv2d", "adam", "store"}, {"lesson.darkroom"}),
    ("darkroom completion ", {"bash", "fish", "zsh"}, {"lesson.darkroom"}),
    ("darkroom run lesson.darkroom --ke", {"--keep-script"}, {"--set"}),
]


@pytest.mark.parametrize("shell", [bash, fish, zsh], ids=lambda shell: shell.__name__)
@pytest.mark.parametrize("line, offered, kept", LINES, ids=[line for line, _, _ in LINES])
def test_lines(darkroom, lesson, shell, line, offered, kept):
    assert shutil.which(shell.__name__), f"{shell.__name__} is missing"
    words = shell(darkroom, lesson, line)
    assert offered <= words, words
    assert not kept & words, words


def test_bash_takes_a_setting_for_three_words(darkroom, lesson):
    assert bash(darkroom, lesson, "darkroom run lesson.darkroom --set kind = r") == {"roc"}
    assert bash(darkroom, lesson, "darkroom run lesson.darkroom --set epochs =") == {"10"}


def test_help_is_offered_once(darkroom, lesson):
    assert bash(darkroom, lesson, "darkroom hel") == {"help"}
    assert script(darkroom, "zsh").count("'help:") == 1
    assert script(darkroom, "fish").count("-fa 'help'") == 1
