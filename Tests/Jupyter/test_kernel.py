"""Jupyter's own tests of a kernel, with every sample that they ask for."""

import jupyter_kernel_test

FIGURE = "training = load sketches count=32\nshow training"


class DarkroomTests(jupyter_kernel_test.KernelTests):
    kernel_name = "darkroom"
    language_name = "darkroom"
    file_extension = ".darkroom"

    code_hello_world = 'print "hello, world"'
    code_stderr = "seed = 3"  # a command's name, of which it warns
    completion_samples = [
        {"text": "autoe", "matches": {"autoencoder"}},
        {"text": "log = train model epoc", "matches": {"epochs="}},
        {"text": "zzz", "matches": set()},
    ]
    complete_code_samples = ["size = 3", "", "for i in 1..3\n  print i\nend", "network_name = 1  # a comment"]
    incomplete_code_samples = ["for i in 1..3", "encoder = network in=3x32x32\n  flatten", "print 1 \\"]
    invalid_code_samples = ['print "no end', "end", "x = (1 +"]
    code_page_something = "help train"
    code_generate_error = "nonsense 3"
    code_execute_result = [
        {"code": "(6 * 7)", "result": "42"},
        {"code": "(1 + 1)", "result": "2"},
        {"code": "(6 * 7)", "result": "42"},
        {"code": '("a" == "b")'},
    ]
    code_display_data = [{"code": FIGURE, "mime": "image/png"}, {"code": FIGURE, "mime": "text/html"}]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "(6*7)"
    code_inspect_sample = "train"
    code_clear_output = "clear"


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "darkroom"
    support_iopub_welcome = True


# They are no tests of their own.
del jupyter_kernel_test
