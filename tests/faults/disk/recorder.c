/* Preloaded into a process under test: writes down, in order, what it does to the files under one folder, and
 * can refuse its writes as a full disk does. Linux only; built by the test that uses it.
 *
 * DISK_ROOT: the folder (a real path). DISK_LOG: where the record goes, outside it. DISK_FULL_FROM: the number
 * of the first write (or growing of a file) that finds no room; DISK_FULL_FOR: how many find none.
 *
 * A record: kind (1 byte), inode (8), offset or size (8), length of what follows (4), and that. Little-endian.
 * O name was opened or made, W bytes were written, T size was set, S file or folder was synced, R "from\0to"
 * was renamed, U name was removed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static long full_from = -1, full_for = 0, writes = 0;
static uint64_t inode_of[FILES]; /* by descriptor; 0: not one of ours */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
    static type (*real_##name)(__VA_ARGS__); \
    if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("DISK_ROOT"), *log = getenv("DISK_LOG");
    const char *from = getenv("DISK_FULL_FROM"), *many = getenv("DISK_FULL_FOR");
    if (!folder || !log) return;
    snprintf(root, sizeof root, "%s/", folder);
    root_length = strlen(root);
    if (from) full_from = atol(from);
    if (many) full_for = atol(many);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(char kind, uint64_t inode, uint64_t number, const void *content, uint32_t length) {
    char head[21];
    struct iovec parts[2] = {{head, sizeof head}, {(void *)content, length}};
    head[0] = kind;
    memcpy(head + 1, &inode, 8);
    memcpy(head + 9, &number, 8);
    memcpy(head + 17, &length, 4);
    pthread_mutex_lock(&lock);
    syscall(SYS_writev, log_file, parts, length ? 2 : 1);
    pthread_mutex_unlock(&lock);
}

/* Return the path below the folder, or NULL. */
static const char *inside(const char *path, char *whole) {
    if (log_file < 0 || !path) return NULL;
    if (path[0] == '/') snprintf(whole, PATH_MAX, "%s", path);
    else {
        char here[PATH_MAX];
        if (syscall(SYS_getcwd, here, sizeof here) < 0) return NULL;
        if (snprintf(whole, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return NULL;
    }
    if (!strncmp(whole, root, root_length)) return whole + root_length;
    if (!strncmp(whole, root, root_length - 1) && !whole[root_length - 1]) return "";
    return NULL;
}

static int ours(int file) { return file >= 0 && file < FILES && inode_of[file]; }

static int no_room(void) {
    if (full_from < 0) return 0;
    long now = __sync_fetch_and_add(&writes, 1);
    if (now < full_from || now >= full_from + full_for) return 0;
    errno = ENOSPC;
    return 1;
}

static void opened(int file, const char *path, int flags) {
    char whole[PATH_MAX];
    struct stat seen;
    if (file < 0 || file >= FILES) return;
    inode_of[file] = 0;
    const char *name = inside(path, whole);
    if (!name || fstat(file, &seen)) return;
    inode_of[file] = seen.st_ino;
    put('O', seen.st_ino, 0, name, strlen(name));
    if (flags & O_TRUNC) put('T', seen.st_ino, 0, NULL, 0);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        va_list more; va_start(more, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        int file = real_##name(path, flags, mode); \
        if (file >= 0) opened(file, path, flags); \
        return file; \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(int, name, int, const char *, int, ...); \
        va_list more; va_start(more, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        int file = real_##name(folder, path, flags, mode); \
        if (file >= 0 && (folder == AT_FDCWD || path[0] == '/')) opened(file, path, flags); \
        return file; \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
    REAL(int, close, int);
    if (file >= 0 && file < FILES) inode_of[file] = 0;
    return real_close(file);
}

ssize_t write(int file, const void *content, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (!ours(file)) return real_write(file, content, length);
    if (no_room()) return -1;
    off_t at = lseek(file, 0, SEEK_CUR);
    if (fcntl(file, F_GETFL) & O_APPEND) at = lseek(file, 0, SEEK_END);
    ssize_t done = real_write(file, content, length);
    if (done > 0) put('W', inode_of[file], at, content, done);
    return done;
}

#define PWRITE(name, kind) \
    ssize_t name(int file, const void *content, size_t length, kind at) { \
        REAL(ssize_t, name, int, const void *, size_t, kind); \
        if (ours(file) && no_room()) return -1; \
        ssize_t done = real_##name(file, content, length, at); \
        if (done > 0 && ours(file)) put('W', inode_of[file], at, content, done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, kind) \
    int name(int file, kind size) { \
        REAL(int, name, int, kind); \
        int done = real_##name(file, size); \
        if (!done && ours(file)) put('T', inode_of[file], size, NULL, 0); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int file) { \
        REAL(int, name, int); \
        int done = real_##name(file); \
        if (!done && ours(file)) put('S', inode_of[file], 0, NULL, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

static void renamed(const char *from, const char *to) {
    char one[PATH_MAX], two[PATH_MAX], both[2 * PATH_MAX];
    const char *was = inside(from, one), *is = inside(to, two);
    if (!was || !is) return;
    size_t length = strlen(was) + 1;
    memcpy(both, was, length);
    memcpy(both + length, is, strlen(is));
    put('R', 0, 0, both, length + strlen(is));
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    int done = real_rename(from, to);
    if (!done) renamed(from, to);
    return done;
}

int renameat(int one, const char *from, int two, const char *to) {
    REAL(int, renameat, int, const char *, int, const char *);
    int done = real_renameat(one, from, two, to);
    if (!done) renamed(from, to);
    return done;
}

static void removed(const char *path) {
    char whole[PATH_MAX];
    const char *name = inside(path, whole);
    if (name) put('U', 0, 0, name, strlen(name));
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    int done = real_unlink(path);
    if (!done) removed(path);
    return done;
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    int done = real_unlinkat(folder, path, flags);
    if (!done && (folder == AT_FDCWD || path[0] == '/')) removed(path);
    return done;
}

/* Copies inside the kernel are not seen here: refused, so that the caller writes the bytes itself. */
ssize_t sendfile(int to, int from, off_t *at, size_t length) {
    (void)to, (void)from, (void)at, (void)length;
    errno = EINVAL;
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t length) {
    (void)to, (void)from, (void)at, (void)length;
    errno = EINVAL;
    return -1;
}

ssize_t copy_file_range(int from, off64_t *one, int to, off64_t *two, size_t length, unsigned flags) {
    (void)to, (void)from, (void)one, (void)two, (void)length, (void)flags;
    errno = EINVAL;
    return -1;
}
