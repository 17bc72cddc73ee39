"""What one frame shows. Knows nothing of time, words, sound or windows."""

from app.recognition.windows_libraries import add_library_folders

add_library_folders()
