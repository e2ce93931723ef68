#!/bin/sh
echo $ADDRESS $TIER
