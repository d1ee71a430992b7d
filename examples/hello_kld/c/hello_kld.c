/*
 * The C module that ../src/lib.rs is the twin of: same devices, same sysctls, same linker sets. It is here to be compared with, by
 * test/kld/; either may be loaded.
 *
 * /dev/hello keeps the messages that are written to it and gives them back in order, one a read.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/module.h>
#include <sys/conf.h>
#include <sys/callout.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/queue.h>
#include <sys/sysctl.h>
#include <sys/uio.h>

#define HELLO_LENGTH 256

struct hello_message {
	TAILQ_ENTRY(hello_message) link;
	int length;
	char text[HELLO_LENGTH];
};

TAILQ_HEAD(hello_queue, hello_message);

MALLOC_DEFINE(M_HELLO, "hello", "messages of the hello module");

static struct mtx hello_mtx;
MTX_SYSINIT(hello_mtx, &hello_mtx, "hello", MTX_DEF);

static struct hello_queue hello_messages;
static struct callout hello_callout;
static struct cdev *hello_dev;
static int hello_count;
static int hello_limit = 16;
static u_int hello_ticks;

SYSCTL_NODE(_kern, OID_AUTO, hello, CTLFLAG_RW | CTLFLAG_MPSAFE, NULL, "The hello module");
SYSCTL_INT(_kern_hello, OID_AUTO, messages, CTLFLAG_RD, &hello_count, 0, "Messages that wait for a reader");
SYSCTL_INT(_kern_hello, OID_AUTO, limit, CTLFLAG_RWTUN, &hello_limit, 0, "Most messages that may wait");
SYSCTL_UINT(_kern_hello, OID_AUTO, ticks, CTLFLAG_RD, &hello_ticks, 0, "Seconds since the module was loaded");

static void
hello_tick(void *arg)
{
	hello_ticks++;
	callout_reset(&hello_callout, hz, hello_tick, arg);
}

static int
hello_read(struct cdev *dev, struct uio *uio, int ioflag)
{
	struct hello_message *message;
	int error;

	mtx_lock(&hello_mtx);
	message = TAILQ_FIRST(&hello_messages);
	if (message != NULL) {
		TAILQ_REMOVE(&hello_messages, message, link);
		hello_count--;
	}
	mtx_unlock(&hello_mtx);
	if (message == NULL)
		return (0);
	error = uiomove(message->text, message->length, uio);
	free(message, M_HELLO);
	return (error);
}

static int
hello_write(struct cdev *dev, struct uio *uio, int ioflag)
{
	struct hello_message *message;
	int error;

	if (uio->uio_resid > HELLO_LENGTH)
		return (EMSGSIZE);
	message = malloc(sizeof(*message), M_HELLO, M_WAITOK);
	message->length = uio->uio_resid;
	error = uiomove(message->text, message->length, uio);
	if (error == 0) {
		mtx_lock(&hello_mtx);
		if (hello_count >= hello_limit)
			error = ENOBUFS;
		else {
			TAILQ_INSERT_TAIL(&hello_messages, message, link);
			hello_count++;
		}
		mtx_unlock(&hello_mtx);
	}
	if (error != 0)
		free(message, M_HELLO);
	return (error);
}

static struct cdevsw hello_cdevsw = {
	.d_version = D_VERSION,
	.d_name = "hello",
	.d_read = hello_read,
	.d_write = hello_write,
};

static void
hello_load(void)
{
	TAILQ_INIT(&hello_messages);
	callout_init_mtx(&hello_callout, &hello_mtx, 0);
	mtx_lock(&hello_mtx);
	callout_reset(&hello_callout, hz, hello_tick, NULL);
	mtx_unlock(&hello_mtx);
	hello_dev = make_dev(&hello_cdevsw, 0, UID_ROOT, GID_WHEEL, 0600, "hello");
	printf("hello: loaded\n");
}

static void
hello_unload(void)
{
	struct hello_message *message;

	destroy_dev(hello_dev);
	callout_drain(&hello_callout);
	while ((message = TAILQ_FIRST(&hello_messages)) != NULL) {
		TAILQ_REMOVE(&hello_messages, message, link);
		free(message, M_HELLO);
	}
	printf("hello: unloaded\n");
}

static int
hello_modevent(module_t mod, int type, void *arg)
{
	switch (type) {
	case MOD_LOAD:
		hello_load();
		return (0);
	case MOD_UNLOAD:
		hello_unload();
		return (0);
	default:
		return (EOPNOTSUPP);
	}
}

DEV_MODULE(hello_kld, hello_modevent, NULL);
MODULE_VERSION(hello_kld, 1);
