/*
 * picture.h - the picture of a pool in text: the block table in the order of the addresses and the
 * free list in the order of its links, each naming places in the other; live chunks and fields. In
 * the table `(n)` is the nth chunk of the list, `(-)` a freed one that is on no list, `.` a fresh
 * one, a name a live one, and `*` marks the chunk that the step was about.
 */
#ifndef RENDER_PICTURE_H
#define RENDER_PICTURE_H

#include "render/canvas.h"

/* The parts of the picture that the style names, of the canvas's view, after its event. */
void pictureAppend(struct canvas *c);

#endif
