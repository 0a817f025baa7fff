"""What the embedded PostgreSQL is told: sized for a machine of two cores that does other work too."""

import os

_MEBIBYTE = 1024 * 1024


def machine_memory_mib() -> int:
    """How much memory this machine has, or the container we live in allows."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        with open("/sys/fs/cgroup/memory.max", encoding="ascii") as limit:
            memory = min(memory, int(limit.read()))
    except (OSError, ValueError):
        pass  # no limit
    return memory // _MEBIBYTE


def server_settings(*, durable: bool) -> dict[str, str]:
    """Settings by name.

    :param durable: False gives up what protects against a crash of the machine; for tests only
    """
    memory = machine_memory_mib()
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "200",
        "shared_preload_libraries": "pg_stat_statements",
        "shared_buffers": f"{max(64, min(512, memory // 8))}MB",
        "effective_cache_size": f"{memory // 2}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(32, min(256, memory // 16))}MB",
        "random_page_cost": "1.1",
        "jit": "off",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "synchronous_commit": "on",
        # Enough against guessing for a password of 384 random bits, and a connection costs little.
        "scram_iterations": "64",
        "log_lock_waits": "on",
        # Statements and rows hold callers' names and numbers, and a log is for ever.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_autovacuum_min_duration": "10s",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] %d ",
        "timezone": "UTC",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "128MB"}
    return settings
