"""Where the shell's window goes: where the unlock screen was."""

from PySide6.QtWidgets import QWidget


def stand_in(shell: QWidget, window: QWidget) -> None:
    """Put one window where another is, frame and all, on the screen as far as there is room."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    edges = frame.size() - window.size()  # a frame is known only of a window that was shown
    shell.resize(shell.size().expandedTo(window.size()).boundedTo(room.size() - edges))
    taken = shell.size() + edges
    shell.move(
        max(room.left(), min(frame.left(), room.right() + 1 - taken.width())),
        max(room.top(), min(frame.top(), room.bottom() + 1 - taken.height())),
    )
    if window.isMaximized():
        shell.setWindowState(window.windowState())
