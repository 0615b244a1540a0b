#pragma once
// Libedit's settings take a varying number of arguments, which Swift cannot call: each one that is used has a function
// here. Text is wide, so that nothing depends on how libedit decodes bytes.

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>

/// What libedit calls to draw a prompt.
typedef wchar_t *(*edit_prompt)(EditLine *);

/// What libedit calls for a key.
typedef unsigned char (*edit_function)(EditLine *, int);

static inline int edit_set_client(EditLine *edit, void *client) { return el_wset(edit, EL_CLIENTDATA, client); }

static inline void *edit_client(EditLine *edit) {
  void *client = NULL;
  return el_wget(edit, EL_CLIENTDATA, &client) == 0 ? client : NULL;
}

/// The keys of emacs, whatever the user's own settings are.
static inline int edit_set_emacs(EditLine *edit) { return el_wset(edit, EL_EDITOR, L"emacs"); }

/// Signals are the program's own affair.
static inline int edit_leave_signals(EditLine *edit) { return el_wset(edit, EL_SIGNAL, 0); }

/// Draws the prompt; what stands between two `escape` characters takes no columns.
static inline int edit_set_prompt(EditLine *edit, edit_prompt prompt, wchar_t escape) {
  return el_wset(edit, EL_PROMPT_ESC, prompt, escape);
}

/// Takes characters from a function.
static inline int edit_set_reader(EditLine *edit, el_rfunc_t reader) { return el_wset(edit, EL_GETCFN, reader); }

/// Takes the history that the keys walk and search.
static inline int edit_set_history(EditLine *edit, HistoryW *history) {
  return el_wset(edit, EL_HIST, history_w, history);
}

/// Names a function, so that keys can be bound to it. The name is not copied; the narrow call copies it, and loses the
/// copy.
static inline int edit_add_function(EditLine *edit, const wchar_t *name, edit_function function) {
  return el_wset(edit, EL_ADDFN, name, name, function);
}

/// Binds a key or a sequence, written as libedit writes them, to a named function.
static inline int edit_bind(EditLine *edit, const wchar_t *key, const wchar_t *function) {
  return el_wset(edit, EL_BIND, key, function, NULL);
}

/// Sets one of the terminal's modes for as long as a line is edited.
static inline int edit_set_mode(EditLine *edit, const wchar_t *mode) {
  return el_wset(edit, EL_SETTY, L"-d", mode, NULL);
}

/// Puts the terminal in the mode for editing (1), or back (0).
static inline int edit_prepare_terminal(EditLine *edit, int editing) { return el_wset(edit, EL_PREP_TERM, editing); }

/// Draws the prompt and the line anew from where the cursor is.
static inline int edit_draw(EditLine *edit) { return el_wset(edit, EL_REFRESH); }

/// Takes the terminal for one of a kind.
static inline int edit_set_terminal(EditLine *edit, const char *name) { return el_set(edit, EL_TERMINAL, name); }

/// The terminal's kind, as TERM names it.
static inline const char *edit_terminal(EditLine *edit) {
  const char *name = NULL;
  return el_get(edit, EL_TERMINAL, &name) == 0 ? name : NULL;
}

/// How many entries the history keeps.
static inline int edit_set_history_length(HistoryW *history, int length) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, length);
}

/// Keeps equal entries that follow one another once.
static inline int edit_keep_unique(HistoryW *history) {
  HistEventW event;
  return history_w(history, &event, H_SETUNIQUE, 1);
}

static inline int edit_enter_history(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, entry);
}

/// Whether the locale's characters are more than a byte each, as those of UTF-8 are.
static inline int edit_has_wide_characters(void) { return MB_CUR_MAX > 1; }
