#!/bin/sh
# Images are neither loaded nor run.
