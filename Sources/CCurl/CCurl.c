#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

// What curl/curl.h says, whose numbers never change.
typedef void CURL;
typedef void CURLM;
enum {
  option_low_speed_limit = 19,
  option_low_speed_time = 20,
  option_follow_location = 52,
  option_maximum_redirects = 68,
  option_connect_timeout = 78,
  option_no_signal = 99,
  option_protocols = 181,
  option_redirect_protocols = 182,
  option_quick_exit = 322,
  option_write_data = 10001,
  option_url = 10002,
  option_range = 10007,
  option_error_buffer = 10010,
  option_user_agent = 10018,
  option_header_data = 10029,
  option_write_function = 20011,
  option_header_function = 20079,
};
static const long all_features = 3, http_and_https = 1 | 2;
enum { error_size = 256, message_done = 1, code_aborted = 42 };
typedef struct {
  int kind;
  CURL *handle;
  union {
    void *whatever;
    int code;
  } data;
} CURLMsg;

// How often a transfer is asked whether to go on, also where nothing comes.
enum { pause_milliseconds = 20 };

static struct {
  CURL *(*init)(void);
  int (*set)(CURL *, int, ...);
  CURLM *(*begin)(void);
  int (*add)(CURLM *, CURL *);
  int (*perform)(CURLM *, int *);
  int (*wait)(CURLM *, void *, unsigned, int, int *);
  CURLMsg *(*read)(CURLM *, int *);
  int (*take_out)(CURLM *, CURL *);
  int (*end)(CURLM *);
  void (*clean_up)(CURL *);
  const char *(*words)(int);
} curl;

static void load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  int (*start)(long) = (int (*)(long))dlsym(library, "curl_global_init");
  curl.set = (int (*)(CURL *, int, ...))dlsym(library, "curl_easy_setopt");
  curl.begin = (CURLM * (*)(void)) dlsym(library, "curl_multi_init");
  curl.add = (int (*)(CURLM *, CURL *))dlsym(library, "curl_multi_add_handle");
  curl.perform = (int (*)(CURLM *, int *))dlsym(library, "curl_multi_perform");
  curl.wait = (int (*)(CURLM *, void *, unsigned, int, int *))dlsym(library, "curl_multi_poll");
  curl.read = (CURLMsg * (*)(CURLM *, int *)) dlsym(library, "curl_multi_info_read");
  curl.take_out = (int (*)(CURLM *, CURL *))dlsym(library, "curl_multi_remove_handle");
  curl.end = (int (*)(CURLM *))dlsym(library, "curl_multi_cleanup");
  curl.clean_up = (void (*)(CURL *))dlsym(library, "curl_easy_cleanup");
  curl.words = (const char *(*)(int))dlsym(library, "curl_easy_strerror");
  int is_whole = curl.begin && curl.add && curl.perform && curl.wait && curl.read && curl.take_out && curl.end;
  if (start && curl.set && is_whole && curl.clean_up && curl.words && start(all_features) == 0)
    curl.init = (CURL * (*)(void)) dlsym(library, "curl_easy_init");
}

static size_t header(const char *line, size_t size, size_t count, void *data) {
  const struct curl_transfer *transfer = data;
  return transfer->take_line(transfer->owner, line, size * count) == 0 ? size * count : 0;
}

static size_t body(const void *bytes, size_t size, size_t count, void *data) {
  const struct curl_transfer *transfer = data;
  return transfer->take_bytes(transfer->owner, bytes, size * count) == 0 ? size * count : 0;
}

// Carries the transfer through, and gives libcurl's code for how it ended.
static int perform(CURL *handle, const struct curl_transfer *transfer) {
  CURLM *transfers = curl.begin();
  if (!transfers || curl.add(transfers, handle) != 0) return code_aborted;
  int code = code_aborted, running = 1, left;
  while (running && transfer->go_on(transfer->owner) == 0) {
    if (curl.perform(transfers, &running) != 0) break;
    if (running) curl.wait(transfers, NULL, 0, pause_milliseconds, NULL);
  }
  for (CURLMsg *message; (message = curl.read(transfers, &left));)
    if (message->kind == message_done) code = message->data.code;
  curl.take_out(transfers, handle);
  curl.end(transfers);
  return code;
}

// A server that goes away while it is written to must not end the program.
static void block_broken_pipes(sigset_t *before) {
  sigset_t pipes;
  sigemptyset(&pipes);
  sigaddset(&pipes, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipes, before);
}

static void restore_broken_pipes(const sigset_t *before) {
  sigset_t pending;
  int signal;
  sigpending(&pending);
  if (sigismember(&pending, SIGPIPE) && !sigismember(before, SIGPIPE)) {
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    sigwait(&pipes, &signal);
  }
  pthread_sigmask(SIG_SETMASK, before, NULL);
}

enum curl_outcome curl_transfer_run(const struct curl_transfer *transfer, char *reason, size_t reason_size) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  CURL *handle = curl.init ? curl.init() : NULL;
  if (!handle) return curl_outcome_no_library;
  char words[error_size];
  words[0] = 0;
  curl.set(handle, option_url, transfer->url);
  if (transfer->range) curl.set(handle, option_range, transfer->range);
  curl.set(handle, option_user_agent, "darkroom");
  curl.set(handle, option_error_buffer, words);
  curl.set(handle, option_no_signal, 1L);
  curl.set(handle, option_protocols, http_and_https);
  curl.set(handle, option_redirect_protocols, http_and_https);
  curl.set(handle, option_follow_location, 1L);
  curl.set(handle, option_maximum_redirects, 10L);
  // A minute without an answer, or without a byte, is the end.
  curl.set(handle, option_connect_timeout, 60L);
  curl.set(handle, option_low_speed_limit, 1L);
  curl.set(handle, option_low_speed_time, 60L);
  curl.set(handle, option_header_function, header);
  curl.set(handle, option_header_data, (void *)transfer);
  curl.set(handle, option_write_function, body);
  curl.set(handle, option_write_data, (void *)transfer);
  // What looks for the server's address is not waited for where the transfer is stopped.
  curl.set(handle, option_quick_exit, 1L);
  sigset_t before;
  block_broken_pipes(&before);
  int code = perform(handle, transfer);
  restore_broken_pipes(&before);
  snprintf(reason, reason_size, "%s", words[0] ? words : code ? curl.words(code) : "");
  curl.clean_up(handle);
  return code ? curl_outcome_failed : curl_outcome_done;
}
