"""A program that does not end by itself, whatever it is asked."""

import time

if __name__ == "__main__":
    while True:
        time.sleep(60)
